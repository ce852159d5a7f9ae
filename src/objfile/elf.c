/*
 * elf.c: opens an ELF file and reads its build ID, segments and sections.
 *
 * libelf has checked that what it returns lies within the file. It has not checked the contents, which may be
 * anything: sizes and offsets are checked where they are used.
 */
#include "objfile/elf.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/ascii.h"
#include "base/file.h"
#include "base/mem.h"
#include "objfile/elf-internal.h"

enum {
	NOTE_HEAD = 12,          /* three words: sizes of name and description, type */
	NOTE_SIZE_MAX = 1 << 20, /* of a name or a description, in bytes: pprof's limit */
	SEGMENTS_MAX = 1 << 16,  /* more are not looked at */
	SECTIONS_MAX = 1 << 20,
};

static uint32_t word_of(const struct binary *b, const unsigned char *p)
{
	uint32_t w = 0;

	for (unsigned i = 0; i < 4; i++)
		w = w << 8 | p[b->big_endian ? i : 3 - i];
	return w;
}

/* Appends the ID of one note to b->build_id; false when there is one already. */
static bool take_build_id(struct binary *b, const unsigned char *p, size_t n)
{
	if (b->build_id[0] != '\0')
		return false;
	if (n <= BUILD_ID_MAX)
		ascii_put_hex(b->build_id, p, n);
	return true;
}

/* The number of bytes up to the next multiple of align, which is anything. */
static uint64_t padding(uint64_t size, uint64_t align)
{
	return align > 1 && size % align != 0 ? align - size % align : 0;
}

/* Looks for the build ID in one run of notes; false when these hold two, or are damaged. */
static bool read_notes(struct binary *b, const unsigned char *p, uint64_t n, uint64_t align)
{
	while (n >= NOTE_HEAD) {
		uint64_t name = word_of(b, p), size = word_of(b, p + 4), type = word_of(b, p + 8);
		bool ours = name == 4 && n >= NOTE_HEAD + 4 && memcmp(p + NOTE_HEAD, "GNU", 4) == 0;
		uint64_t skip = NOTE_HEAD + name;

		if (name > NOTE_SIZE_MAX || size > NOTE_SIZE_MAX)
			return false;
		skip += padding(skip, align);
		if (skip > n || size > n - skip)
			return false;
		if (ours && type == NT_GNU_BUILD_ID && !take_build_id(b, p + skip, size))
			return false;
		skip += size;
		skip += padding(size, align);
		if (skip > n)
			skip = n;
		p += skip;
		n -= skip;
	}
	return true;
}

/* Whether the search for a build ID is over after these bytes of the file. */
static bool notes_at(struct binary *b, uint64_t offset, uint64_t size, uint64_t align)
{
	Elf_Data *data = NULL;

	if (offset <= INT64_MAX && size <= INT64_MAX && size != 0)
		data = elfutils.elf_getdata_rawchunk(b->elf, (int64_t)offset, size, ELF_T_BYTE);
	if (data == NULL || data->d_buf == NULL)
		return false;
	if (read_notes(b, data->d_buf, data->d_size, align))
		return b->build_id[0] != '\0';
	memset(b->build_id, 0, sizeof(b->build_id));
	return true;
}

static void read_build_id(struct binary *b)
{
	Elf_Scn *scn = NULL;

	for (size_t i = 0; i < b->n_segments; i++) {
		const struct segment *s = &b->segments[i];

		if (s->type == PT_NOTE && notes_at(b, s->offset, s->file_size, s->align))
			return;
	}
	for (size_t i = 1; i < b->n_sections && (scn = elfutils.elf_nextscn(b->elf, scn)) != NULL;
		i++) {
		GElf_Shdr h;

		if (elfutils.gelf_getshdr(scn, &h) != NULL && h.sh_type == SHT_NOTE &&
			notes_at(b, h.sh_offset, h.sh_size, h.sh_addralign))
			return;
	}
}

static void read_segments(struct binary *b)
{
	size_t n = 0;

	if (elfutils.elf_getphdrnum(b->elf, &n) != 0 || n == 0)
		return;
	n = n < SEGMENTS_MAX ? n : SEGMENTS_MAX;
	b->segments = mem_zeroed(n, sizeof(*b->segments));
	for (size_t i = 0; i < n; i++) {
		GElf_Phdr h;

		if (elfutils.gelf_getphdr(b->elf, (int)i, &h) == NULL)
			break;
		b->segments[b->n_segments++] = (struct segment){h.p_offset, h.p_vaddr, h.p_filesz,
			h.p_memsz, h.p_align, h.p_type, h.p_flags};
	}
}

/* pprof's FindTextProgHeader. */
static void find_text(struct binary *b, uint64_t address)
{
	for (size_t i = 0; i < b->n_segments && !b->has_text; i++) {
		const struct segment *s = &b->segments[i];

		if (s->type != PT_LOAD || (s->flags & PF_X) == 0 || address < s->address ||
			address >= s->address + s->memory_size)
			continue;
		b->has_text = true;
		b->text = *s;
	}
}

static void read_sections(struct binary *b)
{
	Elf_Scn *scn = NULL;
	size_t n = 0, names = 0;

	if (elfutils.elf_getshdrnum(b->elf, &n) != 0 || n == 0)
		return;
	n = n < SECTIONS_MAX ? n : SECTIONS_MAX;
	b->sections = mem_zeroed(n, sizeof(*b->sections));
	b->n_sections = n;
	if (elfutils.elf_getshdrstrndx(b->elf, &names) != 0)
		names = 0;
	for (size_t i = 1; i < n && (scn = elfutils.elf_nextscn(b->elf, scn)) != NULL; i++) {
		GElf_Shdr h;
		const char *name;

		if (elfutils.gelf_getshdr(scn, &h) == NULL)
			continue;
		name = elfutils.elf_strptr(b->elf, names, h.sh_name);
		if (name != NULL && strcmp(name, ".text") == 0)
			find_text(b, h.sh_addr);
		if ((h.sh_flags & SHF_ALLOC) == 0 || h.sh_addr + h.sh_size < h.sh_addr)
			continue;
		b->sections[i].address = h.sh_addr;
		b->sections[i].end = h.sh_addr + h.sh_size;
		b->sections[i].code = (h.sh_flags & SHF_EXECINSTR) != 0;
	}
}

bool binary_bytes(const struct binary *b, uint64_t address, unsigned char *bytes, size_t n)
{
	for (size_t i = 0; i < b->n_segments; i++) {
		const struct segment *s = &b->segments[i];
		uint64_t at = address - s->address;

		if (s->type == PT_LOAD && address >= s->address && at < s->file_size &&
			n <= s->file_size - at && s->offset <= INT64_MAX - at)
			return pread(b->fd, bytes, n, (off_t)(s->offset + at)) == (ssize_t)n;
	}
	return false;
}

bool binary_open(struct binary **out, const char *path, struct err *err)
{
	struct binary *b;
	struct stat st;
	GElf_Ehdr head;
	int fd;

	if (!elfutils_load(err))
		return false;
	fd = file_open_regular(path, &st);
	if (fd < 0)
		return err_set(err, "%s", errno == EINVAL ? "not a regular file" : strerror(errno));
	b = mem_zeroed(1, sizeof(*b));
	b->fd = fd;
	b->opened = st;
	mapped_survive();
	b->elf = elfutils.elf_begin(fd, ELF_C_READ_MMAP, NULL);
	if (b->elf == NULL || elfutils.elf_kind(b->elf) != ELF_K_ELF ||
		elfutils.gelf_getehdr(b->elf, &head) == NULL) {
		binary_close(b);
		return err_set(err, "not an ELF file, or damaged");
	}
	b->path = strdup(path);
	if (b->path == NULL)
		mem_exhausted();
	b->type = head.e_type;
	b->machine = head.e_machine;
	b->big_endian = head.e_ident[EI_DATA] == ELFDATA2MSB;
	read_segments(b);
	read_sections(b);
	read_build_id(b);
	*out = b;
	return true;
}

static void close_one(struct binary *b)
{
	symbols_release(b);
	stubs_release(b);
	free(b->segments);
	free(b->sections);
	if (b->elf != NULL)
		elfutils.elf_end(b->elf);
	if (b->fd >= 0)
		close(b->fd);
	free(b->debug_dirs);
	free(b->path);
	free(b);
}

void binary_close(struct binary *b)
{
	if (b == NULL)
		return;
	/* A debug file has none of its own. */
	if (b->debug != NULL)
		close_one(b->debug);
	close_one(b);
}

static bool same_time(struct timespec a, struct timespec b)
{
	return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static bool changed(const struct binary *b)
{
	struct stat now;

	return fstat(b->fd, &now) != 0 || now.st_size != b->opened.st_size ||
		!same_time(now.st_mtim, b->opened.st_mtim);
}

bool binary_changed(const struct binary *b)
{
	return changed(b) || (b->debug != NULL && changed(b->debug));
}

static struct file_version version_of(const struct stat *st)
{
	return (struct file_version){st->st_dev, st->st_ino, (uint64_t)st->st_size,
		st->st_mtim.tv_sec, st->st_mtim.tv_nsec};
}

struct binary_version binary_version(struct binary *b)
{
	const struct binary *debug = binary_debug(b);
	struct binary_version v = {.file = version_of(&b->opened)};

	if (debug != NULL)
		v.debug = version_of(&debug->opened);
	return v;
}

struct str binary_build_id(const struct binary *b)
{
	return str_from_c(b->build_id);
}
