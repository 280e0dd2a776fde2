"""Talks to the XML-RPC door with Python's own client; the first argument is its URL. Prints nothing when all is well."""
import sys
import xmlrpc.client

server = xmlrpc.client.ServerProxy(sys.argv[1], allow_none=True)
METER = "00:0C:C1:00:27:19:3A:5B"


def fault_of(call):
    try:
        result = call()
    except xmlrpc.client.Fault as fault:
        return fault.faultCode
    raise AssertionError(f"no fault but {result!r}")


time = server.get_time()
assert time["UTC_1970"] - time["UTC_2000"] == 946684800, time
assert isinstance(time["UTC_1970"], int)

methods = server.system.listMethods()
assert {"get_time", "read_attributes", "create_DRLC_event", "system.multicall"} <= set(methods), methods
for method in methods:
    assert server.system.methodHelp(method), method
    assert server.system.methodSignature(method)[0], method

value = server.registry_configuration({"name": "Cluster.disable_APS_encryption", "value": True})
assert value["write_status"] is True and value["value"] is True, value
assert server.registry_configuration({"name": "Cluster.disable_APS_encryption", "value": None})["value"] is True
server.registry_restore_defaults()

unicode_text = "caf\u00e9 \u20ac \U0001F600 <&>"
assert server.get_time({"request_identifier": unicode_text})["request_identifier"] == unicode_text
assert server.get_time({"request_identifier": -5})["request_identifier"] == -5
assert server.get_time({"request_identifier": xmlrpc.client.Binary(b"\x00\xff")})["request_identifier"].data == b"\x00\xff"

for _ in range(200):
    devices = server.get_device_information()["record_list"]
    if any(d["addr_extended"] == METER and d["discovery_status"] == 1 for d in devices):
        break
else:
    raise AssertionError(devices)

answer = server.read_attributes({"destination_address": METER, "cluster_id": 0x0702, "record_list": [{"attribute_id": 0}, {"attribute_id": 0x7777}]})
assert answer["source_address"] == METER, answer
assert answer["record_list"][0]["status"] == 0 and answer["record_list"][0]["value"] > 0, answer
assert answer["record_list"][1] == {"attribute_id": 0x7777, "status": 0x86}, answer

assert fault_of(lambda: server.no_such_method()) == -32601
assert fault_of(lambda: server.get_time({"bogus": 1})) == -32602
assert fault_of(lambda: server.get_time(1, 2)) == -32602
assert fault_of(lambda: server.get_time("text")) == -32602
assert fault_of(lambda: server.create_DRLC_event({})) == -32602

calls = xmlrpc.client.MultiCall(server)
calls.get_time()
calls.no_such_method()
calls.get_version()
results = list(calls().results)
assert results[0][0]["UTC_2000"] and results[1]["faultCode"] == -32601 and results[2][0]["version"], results

drained = server.get_responses({"limit": 1})
assert len(drained["responses"]) == 1 and drained["remaining"] >= 0, drained
assert drained["responses"][0]["name"] == "message", drained
