"""`contested theatres`: the wars that come with the program."""

from contested.cli import options as o
from contested.cli.terminal import print_json, print_table


def theatres(as_json: o.AsJson = False) -> None:
    """
    List the packaged theatres; a folder of your own goes by its path.

    Examples:
      contested theatres
      contested read reports/ --into war.db --theatre ./my-war
    """
    from contested.knowledge.theatre import load_theatre, theatre_names

    known = [load_theatre(name) for name in theatre_names()]
    if as_json:
        print_json(
            [
                {
                    "id": one.id,
                    "label": one.label,
                    "first": one.first.isoformat() if one.first else None,
                    "last": one.last.isoformat() if one.last else None,
                    "sides": {side.id: side.label for side in one.sides},
                    "actors": len(one.actors),
                    "outlets": len(one.outlets),
                    "places": len(one.places),
                    "checksum": one.checksum,
                }
                for one in known
            ]
        )
        return
    from rich.table import Table

    table = Table("name", "war", "days", "sides", box=None, pad_edge=False, header_style="dim")
    for one in known:
        days = f"{one.first or ''} to {one.last or ''}" if one.first or one.last else ""
        table.add_row(one.id, one.label, days, ", ".join(side.label for side in one.sides))
    print_table(table)
