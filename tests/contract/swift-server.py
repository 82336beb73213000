"""OpenStack Swift with its S3 interface in one process: accounts, containers, objects and proxy under the folder given.

Usage: swift-server.py FOLDER ACCESS_KEY SECRET_KEY; prints the port. Ends when its standard input does.
"""

import eventlet

eventlet.patcher.monkey_patch()

import array
import os
import sys

import eventlet.wsgi
from swift.common import utils

folder, access_key, secret_key = sys.argv[1:4]
account, user = access_key.split(":")


def write(name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def listen():
    return eventlet.listen(("127.0.0.1", 0), backlog=1024)


write("swift.conf", "[swift-hash]\nswift_hash_path_suffix = ziping\n\n[storage-policy:0]\nname = one\ndefault = yes\n")
devices = os.path.join(folder, "devices")
os.makedirs(os.path.join(devices, "disk"))
utils.set_swift_dir(folder)

from swift.common.ring import RingData
from swift.common.storage_policy import reload_storage_policies
from swift.common.wsgi import SwiftHttpProtocol, loadapp

reload_storage_policies()
SERVERS = {name: listen() for name in ("account", "container", "object")}
for name, sock in SERVERS.items():
    device = {"id": 0, "region": 1, "zone": 1, "weight": 1.0, "device": "disk", "ip": "127.0.0.1", "meta": ""}
    device["port"] = sock.getsockname()[1]
    device.update({"replication_ip": device["ip"], "replication_port": device["port"]})
    RingData([array.array("H", [0, 0])], [device], 31).save(os.path.join(folder, name + ".ring.gz"))

COMMON = f"[DEFAULT]\nswift_dir = {folder}\ndevices = {devices}\nmount_check = false\nlog_level = CRITICAL\n"
PIPELINE = "catch_errors cache listing_formats bulk s3api tempauth slo proxy-server"
FILTERS = "".join(
    f"\n[filter:{name}]\nuse = egg:swift#{egg}\n{more}"
    for name, egg, more in [
        ("catch_errors", "catch_errors", ""),
        ("cache", "memcache", f"memcache_servers = 127.0.0.1:1\n"),
        ("listing_formats", "listing_formats", ""),
        ("bulk", "bulk", ""),
        ("s3api", "s3api", "location = us-east-1\n"),
        ("tempauth", "tempauth", f"user_{account}_{user} = {secret_key} .admin\n"),
        ("slo", "slo", ""),
    ]
)


def serve(name, sock, conf):
    app = loadapp(write(name + ".conf", conf), global_conf={"log_name": name})
    eventlet.spawn(
        eventlet.wsgi.server, sock, app, utils.NullLogger(), protocol=SwiftHttpProtocol, custom_pool=eventlet.GreenPool(1000)
    )


for name, sock in SERVERS.items():
    serve(name, sock, f"{COMMON}\n[pipeline:main]\npipeline = {name}-server\n\n[app:{name}-server]\nuse = egg:swift#{name}\n")
proxy = listen()
serve(
    "proxy",
    proxy,
    f"{COMMON}\n[pipeline:main]\npipeline = {PIPELINE}\n\n[app:proxy-server]\nuse = egg:swift#proxy\n"
    f"account_autocreate = true\nallow_account_management = true\n{FILTERS}",
)
print(proxy.getsockname()[1], flush=True)
eventlet.tpool.execute(sys.stdin.read)
os._exit(0)
