"""Every operation of the staff API against the real foyer-central, each answer held against openapi.json. One story of a first
day, told by noun in staff_api/*.py: each part goes on where the one before has ended."""

import sys

from office import PASSWORD, an_office
from staff_api import accounts, cases, desk, door, files, items, outcome, terminals, upkeep


def everything_was_called(office):
    api = office.description.api
    called = {(method, template) for method, template, _ in office.description.seen}
    missing = [f"{method.upper()} {template}" for template, methods in api["paths"].items() for method in methods
               if (method.upper(), template) not in called]
    assert not missing, f"never called: {', '.join(missing)}"


def nothing_secret_in_the_log(office, *secrets):
    text = office.log.read_text()
    for secret in secrets:
        assert secret not in text, "a code, a password or a token stands in the log"


def main():
    with an_office("api") as office:
        office.call("GET", "/openapi.json")
        door.log_in(office)
        door.front_door(office)
        door.nothing_large_is_taken_from_strangers(office)
        items.publish(office)
        items.changed_and_withdrawn(office)
        door.what_happened(office)
        items.writing(office)
        files.on_paper(office)
        files.files_on_the_way(office, *files.taken_in(office))
        files.a_hostile_pdf_holds_nobody_up(office)
        terminal = terminals.paired(office)
        terminals.shown(office, terminal)
        terminals.looked_after(office, terminal)
        code, fresh = cases.from_a_lobby(office, terminal)
        second = cases.survives_kill(office, terminal)
        cases.on_the_pages_of_the_desk(office)
        desk.who_may_do_what(office, terminal)
        desk.by_command_line(office, terminal, office.data.parent)
        outcome.the_board(office, office.data.parent)
        terminal.url = office.url
        clerk = accounts.a_further_clerk(office)
        accounts.rights(office)
        upkeep.hooks(office)
        upkeep.audit(office, terminal.number)
        items.approvals(office)
        items.everything_down(office)
        accounts.roles(office)
        upkeep.kept_and_restored(office)
        door.brake(office)
        token = office.token
        office.call("POST", "/logout")
        office.call("GET", "/items", expect=401)
        everything_was_called(office)
        nothing_secret_in_the_log(office, code, fresh, second, PASSWORD, office.once, clerk, token)
        office.stop_whole()
        print("staff API: every operation answers as it is described")


if __name__ == "__main__":
    sys.exit(main())
