// Runs zigbee-herdsman as a codec of ZCL general commands: a JSON array of jobs on standard input, the array of results on standard output.
// { "parse": "18010A.." } gives the frame in words, { "build": { .. } } the bytes. A frame in words has texts only: numbers are decimal, bytes
// are upper-case hex, so that 64-bit numbers survive JSON.
'use strict';

const { Zcl } = require('zigbee-herdsman');

const CLUSTER = 'seMetering';
const T = Zcl.DataType;
const BIG = new Set([T.DATA56, T.BITMAP56, T.UINT56, T.DATA64, T.BITMAP64, T.UINT64, T.INT56, T.INT64]);
const OCTETS = new Set([T.OCTET_STR, T.LONG_OCTET_STR, T.SEC_KEY]);
const TEXTS = new Set([T.CHAR_STR, T.LONG_CHAR_STR]);
const FLOATS = new Set([T.SINGLE_PREC, T.DOUBLE_PREC]);

// The names of this codec's fields for the words of a record.
const FIELDS = {
  attribute: 'attrId', status: 'status', type: 'dataType', direction: 'direction', minimum: 'minRepIntval', maximum: 'maxRepIntval', timeout: 'timeout',
};

const hex = buffer => Buffer.from(buffer).toString('hex').toUpperCase();

function toWords(type, value) {
  if (OCTETS.has(type)) return hex(value);
  if (TEXTS.has(type)) return value;
  if (type === T.IEEE_ADDR) return value.slice(2).toUpperCase();
  if (type === T.ARRAY) return value.map(String);
  if (type === T.BOOLEAN) return String(Number(value));
  return String(value);
}

function toValue(type, words, itemType) {
  if (OCTETS.has(type)) return Buffer.from(words, 'hex');
  if (TEXTS.has(type)) return words;
  if (type === T.IEEE_ADDR) return '0x' + words.toLowerCase();
  if (type === T.ARRAY) return { elementType: Number(itemType), elements: words.map(Number) };
  if (FLOATS.has(type)) return Number(words);
  return BIG.has(type) ? BigInt(words) : Number(words);
}

function recordToWords(record) {
  const words = {};
  for (const [name, field] of Object.entries(FIELDS)) {
    if (record[field] !== undefined) words[name] = String(record[field]);
  }
  if (record.attrData !== undefined) words.value = toWords(record.dataType, record.attrData);
  if (record.repChange !== undefined) words.change = toWords(record.dataType, record.repChange);
  return words;
}

function recordFromWords(words) {
  const record = {};
  for (const [name, field] of Object.entries(FIELDS)) {
    if (words[name] !== undefined) record[field] = Number(words[name]);
  }
  if (words.value !== undefined) record.attrData = toValue(record.dataType, words.value, words.itemType);
  if (words.change !== undefined) record.repChange = toValue(record.dataType, words.change);
  return record;
}

function payloadToWords(command, payload) {
  switch (command) {
    case 'defaultRsp': return [{ command: String(payload.cmdId), status: String(payload.statusCode) }];
    case 'discover': return [{ first: String(payload.startAttrId), maximum: String(payload.maxAttrIds) }];
    case 'discoverRsp': return [{ complete: String(payload.discComplete) }, ...payload.attrInfos.map(recordToWords)];
    default: return payload.map(recordToWords);
  }
}

function payloadFromWords(command, records) {
  switch (command) {
    case 'defaultRsp': return { cmdId: Number(records[0].command), statusCode: Number(records[0].status) };
    case 'discover': return { startAttrId: Number(records[0].first), maxAttrIds: Number(records[0].maximum) };
    case 'discoverRsp': return { discComplete: Number(records[0].complete), attrInfos: records.slice(1).map(recordFromWords) };
    default: return records.map(recordFromWords);
  }
}

function parse(bytes) {
  const buffer = Buffer.from(bytes, 'hex');
  const header = Zcl.Header.fromBuffer(buffer);
  const frame = Zcl.Frame.fromBuffer(Zcl.Clusters[CLUSTER].ID, header, buffer, {});
  return {
    sequence: String(header.transactionSequenceNumber),
    manufacturer: header.manufacturerCode === undefined ? '' : String(header.manufacturerCode),
    fromServer: String(header.frameControl.direction === Zcl.Direction.SERVER_TO_CLIENT),
    disableDefaultResponse: String(header.frameControl.disableDefaultResponse),
    command: String(header.commandIdentifier),
    records: payloadToWords(frame.command.name, frame.payload),
  };
}

function build(frame) {
  const [name] = Object.entries(Zcl.Foundation).find(([, command]) => command.ID === Number(frame.command));
  return hex(Zcl.Frame.create(
    Zcl.FrameType.GLOBAL,
    frame.fromServer === 'true' ? Zcl.Direction.SERVER_TO_CLIENT : Zcl.Direction.CLIENT_TO_SERVER,
    frame.disableDefaultResponse === 'true',
    frame.manufacturer === '' ? null : Number(frame.manufacturer),
    Number(frame.sequence),
    name,
    CLUSTER,
    payloadFromWords(name, frame.records),
    {},
  ).toBuffer());
}

const jobs = JSON.parse(require('fs').readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(jobs.map(job => ('parse' in job ? parse(job.parse) : build(job.build)))));
