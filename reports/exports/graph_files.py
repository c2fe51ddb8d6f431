"""A network as GEXF 1.3 (https://gexf.net/schema.html) or GraphML (http://graphml.graphdrawing.org).

Written node by node. XML has no place for control characters and halves of surrogate pairs, and
terminals obey some that it has a place for: U+FFFD stands in their stead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TextIO
from xml.sax.saxutils import escape

from reports.exports.drafts import drafted
from reports.exports.network import Kind, Network, of_comments, of_people
from reports.material import check
from threads.rows import Row
from threads.store import Store

_PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NO_TEXT = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# As they are, a parser would read line breaks and tabs of an attribute as spaces, a CR as LF.
_ENTITIES = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_GRAPHML_KINDS = {"string": "string", "integer": "int", "double": "double"}


def write_network(
    store: Store, article_ids: Sequence[str], out: Path, form: str, *, people: bool = False
) -> Path:
    """Write the articles' reply network to one ``gexf`` or ``graphml`` file.

    Its nodes are the comments, or ``people``. Raises ``RejoinderError`` where ``out`` can't be
    written to, and for people of an article that was not analyzed: their ties are stances.
    """
    for article_id in article_ids if people else ():
        check(store.db.conn, article_id)
    network = (of_people if people else of_comments)(store, article_ids)
    with drafted(out) as draft, draft.file().open("w", encoding="utf-8", newline="\n") as file:
        WRITERS[form](network, file)
    return out


def write_gexf(network: Network, file: TextIO) -> None:
    """Write GEXF 1.3, as Gephi opens it."""
    file.write(
        f'{_PROLOGUE}<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
        "<meta><creator>Rejoinder</creator></meta>\n"
        '<graph defaultedgetype="directed" mode="static">\n'
    )
    for name, kinds in (("node", network.node_kinds), ("edge", network.edge_kinds)):
        file.write(f'<attributes class="{name}">\n')
        for key, kind in kinds.items():
            file.write(f'<attribute id="{key}" title="{key}" type="{kind}"/>\n')
        file.write("</attributes>\n")
    file.write("<nodes>\n")
    for node in network.nodes():
        label = xml_text(node.label)
        file.write(f'<node id="{xml_text(node.id)}" label="{label}">')
        file.write(_attvalues(network.node_kinds, node.values) + "</node>\n")
    file.write("</nodes>\n<edges>\n")
    for number, edge in enumerate(network.edges()):
        ends = f'source="{xml_text(edge.source)}" target="{xml_text(edge.target)}"'
        file.write(f'<edge id="e{number}" {ends} weight="{edge.weight!r}">')
        file.write(_attvalues(network.edge_kinds, edge.values) + "</edge>\n")
    file.write("</edges>\n</graph>\n</gexf>\n")


def _attvalues(kinds: Mapping[str, Kind], values: Row) -> str:
    told = (f'<attvalue for="{key}" value="{text}"/>' for key, text in _told(kinds, values))
    return f"<attvalues>{''.join(told)}</attvalues>"


def write_graphml(network: Network, file: TextIO) -> None:
    """Write GraphML, as Gephi, Cytoscape, igraph and networkx open it."""
    file.write(f'{_PROLOGUE}<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    file.write(_key("node", "label", "label", "string"))
    file.write(_key("edge", "weight", "weight", "double"))
    for name, kinds in (("node", network.node_kinds), ("edge", network.edge_kinds)):
        for key, kind in kinds.items():
            file.write(_key(name, f"{name}_{key}", key, _GRAPHML_KINDS[kind]))
    file.write('<graph edgedefault="directed">\n')
    for node in network.nodes():
        file.write(f'<node id="{xml_text(node.id)}">')
        file.write(f'<data key="label">{xml_text(node.label)}</data>')
        file.write(_data("node", network.node_kinds, node.values) + "</node>\n")
    for number, edge in enumerate(network.edges()):
        ends = f'source="{xml_text(edge.source)}" target="{xml_text(edge.target)}"'
        file.write(f'<edge id="e{number}" {ends}><data key="weight">{edge.weight!r}</data>')
        file.write(_data("edge", network.edge_kinds, edge.values) + "</edge>\n")
    file.write("</graph>\n</graphml>\n")


def _key(element: str, key: str, name: str, kind: str) -> str:
    return f'<key id="{key}" for="{element}" attr.name="{name}" attr.type="{kind}"/>\n'


def _data(element: str, kinds: Mapping[str, Kind], values: Row) -> str:
    return "".join(
        f'<data key="{element}_{key}">{text}</data>' for key, text in _told(kinds, values)
    )


def _told(kinds: Mapping[str, Kind], values: Row) -> Iterator[tuple[str, str]]:
    """Yield the attributes that have a value, in order, as text for XML."""
    for key in kinds:
        value = values.get(key)
        if value is not None:
            yield key, xml_text(value) if isinstance(value, str) else repr(value)


def xml_text(text: str) -> str:
    """Give a text as it may stand in an element or in double quotes."""
    return escape(_NO_TEXT.sub("\ufffd", text), _ENTITIES)


WRITERS: Mapping[str, Callable[[Network, TextIO], None]] = MappingProxyType(
    {"gexf": write_gexf, "graphml": write_graphml}
)
