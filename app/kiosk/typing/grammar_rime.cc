// Only what C cannot say: a class of librime's that hands each question to neighbours.c.
#include "kiosk/typing/grammar_rime.h"

extern "C" {
#include "kiosk/typing/neighbours.h"
}

#include <rime/common.h>
#include <rime/config.h>
#include <rime/gear/grammar.h>
#include <rime/registry.h>

#include <cstring>

namespace
{

// librime's weights are logarithms of counts, less 8 * ln 10; all words together have counted 4.3e8, and our own words
// weigh more.
constexpr double any_word = -2;

class neighbours_grammar : public rime::Grammar
{
  public:
    explicit neighbours_grammar(const struct neighbours *table) : table_(table)
    {
    }
    ~neighbours_grammar() override
    {
        explicit_bzero(context_, sizeof context_);
    }
    double Query(const std::string &context, const std::string &word, bool) override
    {
        if (context.size() >= sizeof context_)
            return any_word;
        if (context != context_) {
            std::memcpy(context_, context.c_str(), context.size() + 1);
            before_ = neighbours_before(table_, context_);
        }
        return any_word + neighbours_gain(table_, &before_, word.c_str());
    }

  private:
    const struct neighbours *table_;
    char context_[256] = ""; // the last that was asked about: librime asks for many words after one
    struct neighbours_context before_ = {};
};

class neighbours_component : public rime::Grammar::Component
{
  public:
    explicit neighbours_component(const struct neighbours *table) : table_(table)
    {
    }
    rime::Grammar *Create(rime::Config *) override
    {
        return new neighbours_grammar(table_);
    }

  private:
    const struct neighbours *table_;
};

} // namespace

void grammar_offer(const struct neighbours *table)
{
    // The registry owns what is registered and ends with librime.
    if (table)
        rime::Registry::instance().Register("grammar", new neighbours_component(table));
    else
        rime::Registry::instance().Unregister("grammar");
}
