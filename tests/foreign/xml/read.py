"""Reads an XML document from standard input with ElementTree and writes its elements as JSON: [name, [[attribute, value]...], [children or text...]]."""
import json
import sys
import xml.etree.ElementTree as tree


def read(element):
    content = [element.text] if element.text else []
    for child in element:
        content.append(read(child))
        if child.tail:
            content.append(child.tail)
    return [element.tag, sorted([name, value] for name, value in element.attrib.items()), content]


print(json.dumps(read(tree.fromstring(sys.stdin.buffer.read()))))
