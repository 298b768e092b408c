"""What runs as the first process of the guest of make.sh: fills the disks and describes them."""
import ctypes, fcntl, hashlib, io, os, random, socket, stat, struct, subprocess, sys, tarfile, traceback
from urllib.parse import quote_from_bytes as quote

NS = 1_000_000_000
results = tarfile.open(fileobj=(sink := io.BytesIO()), mode="w")
random.seed(20261122)


def run(*command, check=True):
    print("+", *command, flush=True)
    done = subprocess.run(command, capture_output=True, text=True)
    if check and done.returncode:
        raise RuntimeError(f"{command}: {done.stdout} {done.stderr}")
    return done.stdout


def keep(name, text):
    data = text.encode("utf-8", "surrogateescape")
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    results.addfile(entry, io.BytesIO(data))


def put(path, data=b"", fsync=False):
    with open(path, "wb") as file:
        file.write(data)
        if fsync:
            os.fsync(file.fileno())


def words(size, seed):
    line = b"line of %d\n" % seed
    return (line * (size // len(line) + 1))[:size]


def fiemap(path):
    """Extents as FIRST+LENGTH@PLACE in bytes; the place is `-` where space is only reserved."""
    found, start = [], 0
    descriptor = os.open(path, os.O_RDONLY)
    try:
        while True:
            request = bytearray(struct.pack("=QQLLLL", start, (1 << 63) - 1, 1, 0, 256, 0) + bytes(56 * 256))
            fcntl.ioctl(descriptor, 0xC020660B, request)
            count = struct.unpack_from("=L", request, 20)[0]
            for i in range(count):
                logical, physical, length, _, _, flags = struct.unpack_from("=QQQQQL", request, 32 + 56 * i)
                found.append(f"{logical}+{length}@{'-' if flags & 0x800 else physical}")
                start = logical + length
                if flags & 1:
                    return " ".join(found)
            if count == 0:
                return " ".join(found)
    finally:
        os.close(descriptor)


def birth(path):
    answer = bytearray(256)
    view = (ctypes.c_char * 256).from_buffer(answer)
    ctypes.CDLL(None).statx(-100, os.fsencode(path), 0x100, 0xFFF, view)
    mask = struct.unpack_from("=L", answer, 0)[0]
    seconds, nanoseconds = struct.unpack_from("=qL", answer, 0x50)
    return seconds * NS + nanoseconds if mask & 0x800 else "-"


def content(path, status):
    if stat.S_ISLNK(status.st_mode):
        return quote(os.readlink(os.fsencode(path)))
    if stat.S_ISREG(status.st_mode) and status.st_size < 1 << 28:
        return hashlib.sha256(open(path, "rb").read()).hexdigest()
    if stat.S_ISBLK(status.st_mode) or stat.S_ISCHR(status.st_mode):
        return f"{os.major(status.st_rdev)}:{os.minor(status.st_rdev)}"
    return ""


def attributes(path):
    found = []
    for name in sorted(os.listxattr(path, follow_symlinks=False)):
        value = os.getxattr(path, name, follow_symlinks=False)
        shown = hashlib.sha256(value).hexdigest() if len(value) > 64 else value.hex()
        found.append(f"{quote(os.fsencode(name))}={len(value)}:{shown}")
    return " ".join(found)


def describe(top):
    """A line for each object, its fields separated by tabs, names in percent-encoding:

    path, kind, mode, uid, gid, links, size, inode, times of change, use, status and birth in
    nanoseconds, content (digest, target or device), extents, attributes (NAME=LENGTH:HEX-OR-DIGEST)
    """
    lines = []
    for directory, names, files in os.walk(top):
        names.sort()
        for name in sorted(names + files):
            path = os.path.join(directory, name)
            status = os.lstat(path)
            extents = fiemap(path) if stat.S_ISREG(status.st_mode) else ""
            fields = [
                quote(os.fsencode(path[len(top):])), stat.filemode(status.st_mode)[0], oct(status.st_mode & 0o7777)[2:],
                status.st_uid, status.st_gid, status.st_nlink, status.st_size, status.st_ino,
                status.st_mtime_ns, status.st_atime_ns, status.st_ctime_ns, birth(path),
                content(path, status), extents, attributes(path),
            ]
            lines.append("\t".join(map(str, fields)))
    return "\n".join(lines) + "\n"


def fragmented(directory, count, block):
    """Two files whose blocks take turns, and one with every second block punched out."""
    with open(f"{directory}/odd", "wb") as odd, open(f"{directory}/even", "wb") as even:
        for i in range(count):
            for file in (odd, even):
                file.write(words(block, i))
                file.flush()
                os.fdatasync(file.fileno())
    put(f"{directory}/punched", words(200 * block, 7), fsync=True)
    for i in range(0, 200, 2):
        run("xfs_io", "-c", f"fpunch {i * block} {block}", f"{directory}/punched") if i < 120 else None


def big_directory(path, count, length, block):
    """A directory whose blocks lie apart, since files get blocks between its own."""
    os.mkdir(path)
    for i in range(count):
        name = f"{path}/{i:05d}-" + "n" * (length - 6)
        put(name, words(block, i) if i % 4 == 0 else b"", fsync=i % 4 == 0)
    for i in range(0, count, 7):
        os.unlink(f"{path}/{i:05d}-" + "n" * (length - 6))


def xattrs(directory):
    os.mkdir(directory)
    put(f"{directory}/short", b"short\n")
    os.setxattr(f"{directory}/short", "user.one", b"1")
    os.setxattr(f"{directory}/short", "user.empty", b"")
    os.setxattr(f"{directory}/short", "user.\u955c\u50cf", "\u94f6".encode())
    put(f"{directory}/spaces", b"spaces\n")
    os.setxattr(f"{directory}/spaces", "trusted.overlay.opaque", b"y")
    os.setxattr(f"{directory}/spaces", "security.capability", bytes.fromhex("0100000200040000000000000000000000000000"))
    os.setxattr(f"{directory}/spaces", "security.selinux", b"system_u:object_r:etc_t:s0\0")
    put(f"{directory}/leaf")
    for i in range(12):
        os.setxattr(f"{directory}/leaf", f"user.leaf-{i}", words(40, i))
    put(f"{directory}/node")
    for i in range(250):
        os.setxattr(f"{directory}/node", f"user.node-{i:03d}", words(i % 50, i))
    put(f"{directory}/remote")
    os.setxattr(f"{directory}/remote", "user.large", words(65536, 1))
    os.setxattr(f"{directory}/remote", "user.middle", words(3000, 2))
    os.setxattr(f"{directory}/remote", "trusted.remote", words(5000, 3))
    put(f"{directory}/btree")
    for i in range(40):
        os.setxattr(f"{directory}/btree", f"user.btree-{i:02d}", words(1100 + i, i))
        put(f"{directory}/between-{i:02d}", words(1024, i), fsync=True)
        os.setxattr(f"{directory}/between-{i:02d}", "user.x", words(600, i))
    put(f"{directory}/acl", b"acl\n")
    run("setfacl", "-m", "u:1000:rw,g:100:r,m::rw,u:70000:-", f"{directory}/acl")
    os.mkdir(f"{directory}/default")
    run("setfacl", "-d", "-m", "u:1001:rwx,g:101:rx,o::-", f"{directory}/default")
    put(f"{directory}/default/inherits")
    os.mkdir(f"{directory}/default/below")
    os.symlink("short", f"{directory}/link")
    os.setxattr(f"{directory}/link", "trusted.of-a-link", b"link", follow_symlinks=False)
    os.symlink("t" * 900, f"{directory}/long-link")
    os.setxattr(f"{directory}/long-link", "security.test", words(300, 1), follow_symlinks=False)


def kinds(directory, late):
    os.mkdir(directory)
    for length in (1, 100, 300, 340, 1000, 1023):
        os.symlink("y" * length, f"{directory}/link-{length}")
    os.mkfifo(f"{directory}/pipe", 0o640)
    os.mknod(f"{directory}/null", stat.S_IFCHR | 0o666, os.makedev(1, 3))
    os.mknod(f"{directory}/disk", stat.S_IFBLK | 0o660, os.makedev(259, 70000))
    socket.socket(socket.AF_UNIX).bind(f"{directory}/socket")
    put(f"{directory}/first", b"shared\n")
    os.link(f"{directory}/first", f"{directory}/second")
    put(f"{directory}/owner", b"owner\n")
    os.chown(f"{directory}/owner", 70000, 4_000_000_000)
    os.chmod(f"{directory}/owner", 0o4751)
    for name in (b"caf\xe9", b"\xff\xfe", b" ", b"a\nb", "\u955c\u50cf".encode(), b"L" * 255):
        put(directory.encode() + b"/" + name, name)
    times = {"early": 1, "before-1970": -1_248_652_800 * NS + 5, "now": 1_795_252_211 * NS + 123_456_789}
    if late:
        times.update({"late": 7_258_118_400 * NS + 999_999_999, "very-late": 16_000_000_000 * NS})
    for name, at in times.items():
        put(f"{directory}/time-{name}", b"time\n")
        os.utime(f"{directory}/time-{name}", ns=(at, at))
    put(f"{directory}/empty")
    for size in (1, 511, 512, 513, 1023, 1024, 1025, 4096, 65536, 300000):
        put(f"{directory}/size-{size}", words(size, size))
    with open(f"{directory}/sparse", "wb") as file:
        for at in (0, 1 << 30, (4 << 30) - 8, (1 << 40) + 5):
            file.seek(at)
            file.write(b"data %d\n" % at)
    put(f"{directory}/preallocated", words(3000, 3), fsync=True)
    run("xfs_io", "-c", "falloc -k 8k 64k", f"{directory}/preallocated")
    put(f"{directory}/unwritten")
    run("xfs_io", "-c", "falloc 0 64k", "-c", "pwrite -q -S 0x41 20k 4k", "-c", "fsync", f"{directory}/unwritten")
    put(f"{directory}/project", b"project\n")
    run("xfs_io", "-c", "chproj 42", f"{directory}/project", check=False)
    deep = directory + "/deep"
    for i in range(60):
        deep += f"/level-{i}"
    os.makedirs(deep)
    put(deep + "/bottom", b"bottom\n")


def shapes(directory, block):
    os.mkdir(directory)
    for count in (0, 1, 5, 12, 30, 80):
        os.mkdir(f"{directory}/names-{count}")
        for i in range(count):
            put(f"{directory}/names-{count}/name-{i}")
    big_directory(f"{directory}/btree", 1300, 200, block)
    big_directory(f"{directory}/leaf", 60, 60, block)


def v5(device):
    run("mkfs.xfs", "-f", "--unsupported", "-b", "size=1024", "-n", "size=4096", "-L", "\u94f6\u955c", "-m",
        "uuid=11111111-2222-3333-4444-555555555555,rmapbt=1,reflink=1,bigtime=1,inobtcount=1", "-i", "nrext64=1", device)
    run("mount", "-t", "xfs", "-o", "prjquota", device, "/mnt")
    kinds("/mnt/kinds", True)
    shapes("/mnt/shapes", 1024)
    xattrs("/mnt/xattrs")
    os.mkdir("/mnt/pieces")
    fragmented("/mnt/pieces", 150, 1024)
    put("/mnt/pieces/copied", words(100_000, 9), fsync=True)
    run("xfs_io", "-f", "-c", "reflink /mnt/pieces/copied", "-c", "pwrite -q -S 0x42 8k 2k", "-c", "fsync", "/mnt/pieces/copy")
    finish("v5", device)


def v4(device):
    run("mkfs.xfs", "-f", "--unsupported", "-b", "size=512", "-L", "old", "-n", "size=4096,version=ci,ftype=0", "-m",
        "crc=0,uuid=22222222-2222-3333-4444-555555555555", "-i", "size=256", "-s", "size=512", device)
    run("mount", "-t", "xfs", device, "/mnt")
    kinds("/mnt/kinds", False)
    shapes("/mnt/shapes", 512)
    xattrs("/mnt/xattrs")
    os.mkdir("/mnt/pieces")
    fragmented("/mnt/pieces", 60, 512)
    put("/mnt/Case-IN-sensitive", b"case\n")
    finish("v4", device)


def aged(device):
    """Full of one-block files with every second one gone, so that inodes come in sparse chunks."""
    run("mkfs.xfs", "-f", "--unsupported", "-b", "size=4096", "-i", "sparse=1", "-m",
        "uuid=33333333-2222-3333-4444-555555555555", device)
    run("mount", "-t", "xfs", device, "/mnt")
    os.mkdir("/mnt/filler")
    with open("/mnt/filler/large", "wb") as file:
        free = os.statvfs("/mnt").f_bavail
        file.write(b"z" * (free - 700) * 4096)
    made = 0
    try:
        while True:
            put(f"/mnt/filler/{made:05d}", words(4096, made))
            made += 1
    except OSError:
        pass
    os.sync()
    for i in range(0, made, 2):
        os.unlink(f"/mnt/filler/{i:05d}")
    os.mkdir("/mnt/many")
    try:
        for i in range(1600):
            put(f"/mnt/many/{i}")
    except OSError as problem:
        print("many", i, problem)
    with open("/mnt/scattered", "wb") as file:
        try:
            for i in range(100):
                file.write(words(4096, i))
        except OSError as problem:
            print("scattered", problem)
    for i in range(0, 1000, 3):
        if os.path.exists(f"/mnt/many/{i}"):
            os.unlink(f"/mnt/many/{i}")
    finish("aged", device)


def finish(name, device):
    os.sync()
    run("umount", "/mnt")
    run("mount", "-t", "xfs", "-o", "ro,norecovery", device, "/mnt")
    keep(f"{name}.tsv", describe("/mnt"))
    run("umount", "/mnt")


def dirty(device):
    run("mkfs.xfs", "-f", "--unsupported", "-m", "uuid=44444444-2222-3333-4444-555555555555", device)
    run("mount", "-t", "xfs", device, "/mnt")
    for i in range(20):
        put(f"/mnt/file-{i}", words(100 * i, i), fsync=True)
    run("xfs_io", "-x", "-c", "shutdown -f", "/mnt")
    run("umount", "/mnt")


def lvm_run(*command, check=True):
    return run("lvm", *command, "--config",
               'devices { use_devicesfile=0 obtain_device_list_from_udev=0 external_device_info_source="none" } '
               "activation { udev_sync=0 udev_rules=0 verify_udev_operations=1 monitoring=0 thin_check_executable=\"\" } "
               "global { use_lvmpolld=0 }", check=check)


def fill(device, kind, text):
    run("mke2fs" if kind == "ext4" else "mkfs.xfs",
        *(("-q", "-F", "-t", "ext4") if kind == "ext4" else ("-q", "-f", "--unsupported")), device)
    run("mount", "-t", kind, device, "/mnt")
    os.makedirs("/mnt/etc")
    put("/mnt/etc/os-release", text)
    put("/mnt/large", words(3_000_000, 5))
    os.sync()
    run("umount", "/mnt")


def lvm(whole, first, second):
    lvm_run("pvcreate", whole)
    lvm_run("vgcreate", "-s", "1m", "tain", whole)
    lvm_run("lvcreate", "-y", "-L", "6m", "-n", "root", "tain")
    lvm_run("lvcreate", "-y", "-L", "2m", "-n", "gap", "tain")
    lvm_run("lvextend", "-L", "+2m", "tain/root")
    lvm_run("lvcreate", "-y", "-L", "8m", "-i", "2", "-I", "64k", "--alloc", "anywhere", "-n", "striped", "tain")
    lvm_run("lvcreate", "-y", "-L", "16m", "-n", "xfs-data", "tain")
    print(lvm_run("lvcreate", "-y", "--type", "thin-pool", "-L", "4m", "-n", "pool", "tain", check=False))
    lvm_run("lvcreate", "-y", "-V", "20m", "--thinpool", "pool", "-n", "thin", "tain", check=False)
    fill("/dev/mapper/tain-root", "ext4", b"ID=rooted\n")
    fill("/dev/mapper/tain-striped", "ext4", b"ID=striped\n")
    fill("/dev/mapper/tain-xfs--data", "xfs", b"ID=xfs\n")
    lvm_run("lvcreate", "-y", "-s", "-L", "2m", "-n", "snap", "tain/gap", check=False)
    lvm_run("pvcreate", first)
    lvm_run("pvcreate", second)
    lvm_run("vgcreate", "-s", "1m", "pair", first, second)
    lvm_run("lvcreate", "-y", "-l", "8", "-n", "here", "pair", first)
    lvm_run("lvcreate", "-y", "-l", "5", "-n", "there", "pair", second)
    lvm_run("lvcreate", "-y", "--type", "raid1", "-m", "1", "-L", "2m", "-n", "doubled", "pair", first, second)
    lvm_run("lvcreate", "-y", "-l", "20", "-n", "both", "pair")
    fill("/dev/mapper/pair-here", "ext4", b"ID=here\n")
    keep("lvm.txt", lvm_run("lvs", "-a", "--noheadings", "--units", "b", "--nosuffix", "-o",
                            "vg_name,lv_name,lv_size,segtype,seg_start,seg_size,devices,lv_uuid"))
    keep("lvm-pvs.txt", lvm_run("pvs", "--noheadings", "--units", "b", "--nosuffix", "-o",
                            "pv_name,vg_name,pv_uuid,vg_uuid,pe_start,pv_size"))
    for name in ("tain", "pair"):
        for node in ("/dev/mapper/" + name,):
            lvm_run("vgchange", "-an", name, check=False)


def main():
    for kind, target in (("proc", "/proc"), ("sysfs", "/sys"), ("devtmpfs", "/dev"), ("tmpfs", "/tmp"), ("tmpfs", "/run")):
        os.makedirs(target, exist_ok=True)
        run("mount", "-t", kind, kind, target)
    for name in sorted(os.listdir("/modules")):
        with open("/modules/" + name, "rb") as module:
            answer = ctypes.CDLL(None, use_errno=True).syscall(313, module.fileno(), b"", 0)
            print(name, answer, flush=True)
    os.makedirs("/etc/lvm", exist_ok=True)
    for part in (lambda: v5("/dev/vdb"), lambda: v4("/dev/vdc"), lambda: aged("/dev/vdd"), lambda: dirty("/dev/vde"),
                 lambda: lvm("/dev/vdf", "/dev/vdg", "/dev/vdh")):
        try:
            part()
        except Exception:
            traceback.print_exc()
            run("umount", "/mnt", check=False)
    results.close()
    with open("/dev/vda", "wb") as file:
        file.write(sink.getvalue())
    os.sync()
    print("guest done", flush=True)
    ctypes.CDLL(None).reboot(0x4321FEDC)


main()
