"""Runs zigpy as a codec of ZCL general commands: a JSON array of jobs on standard input, the array of results on standard output.

{"parse": "18010A.."} gives the frame in words, {"build": {..}} the bytes. A frame in words has texts only: numbers are decimal, bytes are upper-case
hex, so that 64-bit numbers survive JSON.
"""
import json
import sys

import zigpy.types as t
from zigpy.zcl import foundation as f

OCTETS = {0x41, 0x43}
TEXTS = {0x42, 0x44}
FLOATS = {0x38, 0x39, 0x3A}
DATA = set(range(0x08, 0x10))
IEEE, KEY = 0xF0, 0xF1


def to_words(kind, value):
    if kind in OCTETS:
        return bytes(value).hex().upper()
    if kind in TEXTS:
        return str(value)
    if kind in FLOATS:
        return repr(float(value)).removesuffix(".0")
    if kind in DATA:
        return str(int.from_bytes(value.serialize(), "little"))
    if kind == IEEE:
        return bytes(reversed(value.serialize())).hex().upper()
    if kind == KEY:
        return value.serialize().hex().upper()
    return str(int(value))


def to_value(kind, words):
    cls = f.DATA_TYPES[kind][1]
    if kind in OCTETS:
        return cls(bytes.fromhex(words))
    if kind in TEXTS:
        return cls(words)
    if kind in FLOATS:
        return cls(float(words))
    if kind in DATA:
        return cls.deserialize(int(words).to_bytes(kind - 0x07, "little"))[0]
    if kind == IEEE:
        return cls.deserialize(bytes(reversed(bytes.fromhex(words))))[0]
    if kind == KEY:
        return cls.deserialize(bytes.fromhex(words))[0]
    return cls(int(words))


def typed(record, words):
    words["type"] = str(int(record.type))
    words["value"] = to_words(record.type, record.value)
    return words


def config(record, words):
    words["direction"] = str(int(record.direction))
    words["attribute"] = str(int(record.attrid))
    if int(record.direction) == 1:
        words["timeout"] = str(int(record.timeout))
    else:
        words["type"] = str(int(record.datatype))
        words["minimum"] = str(int(record.min_interval))
        words["maximum"] = str(int(record.max_interval))
        if f.DATA_TYPES[record.datatype][2] is f.Analog:
            words["change"] = to_words(record.datatype, record.reportable_change)
    return words


def make_config(words):
    record = f.AttributeReportingConfig()
    record.direction = f.ReportingDirection(int(words["direction"]))
    record.attrid = t.uint16_t(int(words["attribute"]))
    if int(words["direction"]) == 1:
        record.timeout = int(words["timeout"])
    else:
        record.datatype = int(words["type"])
        record.min_interval = int(words["minimum"])
        record.max_interval = int(words["maximum"])
        record.reportable_change = to_value(record.datatype, words["change"]) if "change" in words else None
    return record


def to_records(command, p):
    if command == 0x00:
        return [{"attribute": str(int(a))} for a in p.attribute_ids]
    if command == 0x01:
        records = []
        for r in p.status_records:
            words = {"attribute": str(int(r.attrid)), "status": str(int(r.status))}
            records.append(typed(r.value, words) if r.status == 0 else words)
        return records
    if command in (0x02, 0x03, 0x05):
        return [typed(a.value, {"attribute": str(int(a.attrid))}) for a in p.attributes]
    if command == 0x0A:
        return [typed(a.value, {"attribute": str(int(a.attrid))}) for a in p.attribute_reports]
    if command == 0x04:
        return [{"status": str(int(r.status))} | ({"attribute": str(int(r.attrid))} if r.status != 0 else {}) for r in p.status_records]
    if command == 0x06:
        return [config(r, {}) for r in p.config_records]
    if command == 0x07:
        return [
            {"status": str(int(r.status))} | ({"direction": str(int(r.direction)), "attribute": str(int(r.attrid))} if r.status != 0 else {})
            for r in p.status_records
        ]
    if command == 0x08:
        return [{"direction": str(int(r.direction)), "attribute": str(int(r.attrid))} for r in p.attribute_records]
    if command == 0x0B:
        return [{"command": str(int(p.command_id)), "status": str(int(p.status))}]
    if command == 0x0C:
        return [{"first": str(int(p.start_attribute_id)), "maximum": str(int(p.max_attribute_ids))}]
    if command == 0x0D:
        return [{"complete": str(int(p.discovery_complete))}] + [{"attribute": str(int(a.attrid)), "type": str(int(a.datatype))} for a in p.attribute_info]
    raise ValueError(f"command {command}")


def attribute(words):
    return f.Attribute(t.uint16_t(int(words["attribute"])), f.TypeValue(t.uint8_t(int(words["type"])), to_value(int(words["type"]), words["value"])))


def make_payload(command, records):
    schema = f.GENERAL_COMMANDS[command].schema
    if command == 0x00:
        return schema(attribute_ids=[int(r["attribute"]) for r in records])
    if command == 0x01:
        made = []
        for words in records:
            record = f.ReadAttributeRecord(attrid=int(words["attribute"]), status=f.Status(int(words["status"])))
            if record.status == 0:
                record.value = attribute(words).value
            made.append(record)
        return schema(status_records=made)
    if command in (0x02, 0x03, 0x05):
        return schema(attributes=[attribute(r) for r in records])
    if command == 0x0A:
        return schema(attribute_reports=[attribute(r) for r in records])
    if command == 0x04:
        return schema(status_records=f.WriteAttributesResponse(
            [f.WriteAttributesStatusRecord(status=int(r["status"]), attrid=int(r["attribute"]) if "attribute" in r else None) for r in records]))
    if command == 0x06:
        return schema(config_records=[make_config(r) for r in records])
    if command == 0x07:
        return schema(status_records=f.ConfigureReportingResponse([
            f.ConfigureReportingResponseRecord(
                status=int(r["status"]),
                direction=f.ReportingDirection(int(r["direction"])) if "direction" in r else None,
                attrid=int(r["attribute"]) if "attribute" in r else None)
            for r in records]))
    if command == 0x08:
        return schema(attribute_records=[
            f.ReadReportingConfigRecord(direction=f.ReportingDirection(int(r["direction"])), attrid=int(r["attribute"])) for r in records])
    if command == 0x0B:
        return schema(command_id=int(records[0]["command"]), status=f.Status(int(records[0]["status"])))
    if command == 0x0C:
        return schema(start_attribute_id=int(records[0]["first"]), max_attribute_ids=int(records[0]["maximum"]))
    if command == 0x0D:
        return schema(discovery_complete=t.Bool(int(records[0]["complete"])), attribute_info=[
            f.DiscoverAttributesResponseRecord(attrid=int(r["attribute"]), datatype=int(r["type"])) for r in records[1:]])
    raise ValueError(f"command {command}")


def parse(text):
    try:
        return parse_frame(text)
    except Exception as e:
        raise ValueError(f"cannot read {text}") from e


def parse_frame(text):
    header, data = f.ZCLHeader.deserialize(bytes.fromhex(text))
    payload, rest = f.GENERAL_COMMANDS[header.command_id].schema.deserialize(data)
    assert not rest, f"surplus bytes {rest.hex()} in {text}"
    return {
        "sequence": str(int(header.tsn)),
        "manufacturer": "" if header.manufacturer is None else str(int(header.manufacturer)),
        "fromServer": str(bool(int(header.frame_control.direction))).lower(),
        "disableDefaultResponse": str(bool(header.frame_control.disable_default_response)).lower(),
        "command": str(int(header.command_id)),
        "records": to_records(int(header.command_id), payload),
    }


def build(frame):
    manufacturer = None if frame["manufacturer"] == "" else int(frame["manufacturer"])
    control = f.FrameControl(
        frame_type=f.FrameType.GLOBAL_COMMAND,
        is_manufacturer_specific=manufacturer is not None,
        direction=f.Direction(frame["fromServer"] == "true"),
        disable_default_response=frame["disableDefaultResponse"] == "true",
        reserved=0)
    header = f.ZCLHeader(frame_control=control, manufacturer=manufacturer, tsn=int(frame["sequence"]), command_id=int(frame["command"]))
    return (header.serialize() + make_payload(int(frame["command"]), frame["records"]).serialize()).hex().upper()


jobs = json.load(sys.stdin)
json.dump([parse(job["parse"]) if "parse" in job else build(job["build"]) for job in jobs], sys.stdout)
