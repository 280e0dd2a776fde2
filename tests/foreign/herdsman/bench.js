// How many of these frames zigbee-herdsman reads and builds per second: a Read Attributes Response as hex on the command line, two numbers on standard output.
'use strict';

const { Zcl } = require('zigbee-herdsman');

const buffer = Buffer.from(process.argv[2], 'hex');
const seconds = Number(process.argv[3]);

function read() {
  return Zcl.Frame.fromBuffer(0x0702, Zcl.Header.fromBuffer(buffer), buffer, {});
}

const payload = read().payload;

function build() {
  return Zcl.Frame.create(Zcl.FrameType.GLOBAL, Zcl.Direction.SERVER_TO_CLIENT, true, null, 1, 'readRsp', 'seMetering', payload, {}).toBuffer();
}

function perSecond(action) {
  // Once to warm up, once to count.
  for (const limit of [seconds / 2, seconds]) {
    const start = process.hrtime.bigint();
    const end = start + BigInt(Math.round(limit * 1e9));
    var count = 0;
    while (process.hrtime.bigint() < end) {
      for (let i = 0; i < 1000; i++) action();
      count += 1000;
    }
    var rate = count / (Number(process.hrtime.bigint() - start) / 1e9);
  }
  return Math.round(rate);
}

console.log(perSecond(read), perSecond(build));
