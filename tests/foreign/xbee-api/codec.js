// Runs xbee-api as a codec: a JSON array of jobs on standard input, the array of results on standard output.
// { "mode": 1, "parse": "7E.." } gives the fields of every frame found; { "mode": 2, "build": { .. } } gives the bytes.
'use strict';

const { XBeeAPI } = require('xbee-api');

// Bytes travel as upper-case hex in both directions.
const toHex = (key, value) =>
  value && value.type === 'Buffer' ? Buffer.from(value.data).toString('hex').toUpperCase() : value;

function parse(mode, hex) {
  const found = [];
  const api = new XBeeAPI({ api_mode: mode });
  api.on('frame_object', frame => found.push(frame));
  api.on('frame_raw', raw => found.push({ raw }));
  api.on('error', error => found.push({ error: error.message }));
  api.parseRaw(Buffer.from(hex, 'hex'));
  return found;
}

function build(mode, frame) {
  for (const name of ['data', 'commandParameter']) {
    if (name in frame) {
      frame[name] = Buffer.from(frame[name], 'hex');
    }
  }
  return new XBeeAPI({ api_mode: mode }).buildFrame(frame);
}

const jobs = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const results = jobs.map(job => ('parse' in job ? parse(job.mode, job.parse) : build(job.mode, job.build)));
process.stdout.write(JSON.stringify(results, toHex));
