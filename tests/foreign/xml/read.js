// Reads an XML document from standard input with fast-xml-parser and writes its elements as JSON: [name, [[attribute, value]...], [children or text...]].
const { XMLParser, XMLValidator } = require('fast-xml-parser');

const text = require('fs').readFileSync(0, 'utf8');
const valid = XMLValidator.validate(text);
if (valid !== true) {
  console.error(JSON.stringify(valid));
  process.exit(1);
}

const parser = new XMLParser({
  preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false, parseAttributeValue: false,
  trimValues: false, processEntities: true, htmlEntities: true, ignoreDeclaration: true,
});
const read = (node) => {
  if ('#text' in node) return node['#text'];
  const name = Object.keys(node).find((key) => key !== ':@');
  const attributes = Object.entries(node[':@'] ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return [name, attributes, node[name].map(read)];
};
console.log(JSON.stringify(read(parser.parse(text).find((node) => !('#text' in node)))));
