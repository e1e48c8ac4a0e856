// Only what C cannot say: a class of librime's that hands each question to neighbours.c.
#include "kiosk/typing/grammar_rime.h"

#include <rime/common.h>
#include <rime/config.h>
#include <rime/gear/grammar.h>
#include <rime/registry.h>

extern "C" double neighbours_gain(const struct neighbours *table, const char *before, const char *word);

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
    double Query(const std::string &context, const std::string &word, bool) override
    {
        return any_word + neighbours_gain(table_, context.c_str(), word.c_str());
    }

  private:
    const struct neighbours *table_;
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
