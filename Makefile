# SPDX-License-Identifier: GPL-3.0-or-later
# One Makefile, no recursion. A folder for each variant: build/, build/asan/, build/coverage/,
# build/fuzz/. `make help` lists the targets; `V=1` shows the commands; a changed flag rebuilds.

CC      ?= cc
CFLAGS  ?= -O2 -g
PREFIX  ?= /usr/local
DESTDIR ?=
OBJCOPY ?= objcopy
FUZZ_SECONDS ?= 10

bindir     = $(PREFIX)/bin
libdir     = $(PREFIX)/lib
includedir = $(PREFIX)/include
datadir    = $(PREFIX)/share

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules
FORCE:
.PHONY: FORCE all demo test install uninstall clean lint format asan coverage golden bench fuzz setup \
        test-peers test-faults test-office test-browser \
        packages help

# What is built from what -------------------------------------------------------------------------

LIB_SRC   := $(wildcard $(patsubst %,src/%/*.c,base model store engine report))
BASE_SRC  := $(filter-out src/base/diagnostics.c,$(wildcard src/base/*.c))
CLI_SRC   := $(wildcard src/cli/*.c)
CASE_SRC  := $(sort $(wildcard tests/*/test_*.c))
TEST_SRC  := tests/main.c tests/support.c $(CASE_SRC)
ALLOC_SRC := $(wildcard tests/alloc/*.c)
FAULT_SRC := $(wildcard tests/faults/*.c)
BENCH_SRC := $(wildcard tests/bench/*.c)
FUZZ_SRC  := $(wildcard tests/fuzz/fuzz_*.c)
PUBLIC    := $(wildcard include/stance/*.h)
SCHEMAS   := $(wildcard models/schema/*.json)
SHIPPED   := $(wildcard models/ukraine-force/*.json models/ukraine-force/actors/*.json)
SOURCES   := $(LIB_SRC) $(CLI_SRC) $(TEST_SRC) $(ALLOC_SRC) $(FAULT_SRC) $(BENCH_SRC) \
             $(FUZZ_SRC)
TIDY_TEXT  = $(SOURCES) $(wildcard src/*/*.h tests/*.h tests/*/*.h) $(PUBLIC)
VERSION   := $(or $(shell sed -n 's/^.define STANCE_VERSION "\(.*\)"/\1/p' $(PUBLIC) /dev/null),0.1.0)

# Flags -------------------------------------------------------------------------------------------

PACKAGES := libcjson gsl libutf8proc zlib libmd xlsxwriter minizip expat
# Asked once, and only by a recipe: on a fresh machine pkg-config comes with the set-up.
PACKAGE_CFLAGS = $(eval PACKAGE_CFLAGS := $$(patsubst -I%,-isystem%,$$(shell \
                   pkg-config --cflags $(PACKAGES))))$(PACKAGE_CFLAGS)
PACKAGE_LIBS   = $(eval PACKAGE_LIBS := $$(shell pkg-config --libs $(PACKAGES)) \
                   -lcsv -lm)$(PACKAGE_LIBS)
CUNIT_LIBS     = $(eval CUNIT_LIBS := $$(shell pkg-config --libs cunit))$(CUNIT_LIBS)

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wvla -Wformat -Wformat-security $(if $(WERROR),-Werror)
HARDENED := -fstack-protector-strong -fstack-clash-protection \
            $(if $(filter x86_64 i%86,$(shell uname -m)),-fcf-protection)
# The C library's checks work when optimising only; a distribution may ask for its own level.
FORTIFY  := $(if $(filter-out -O0,$(filter -O%,$(CFLAGS))),$(if $(findstring \
            _FORTIFY_SOURCE,$(CPPFLAGS) $(CFLAGS)),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2))
DEFINES   = -D_GNU_SOURCE -Isrc -Iinclude
# No fused multiply-add: figures are the same bits on every machine.
C11       = -std=c11 -fvisibility=hidden -fPIC -ffp-contract=off -pthread
LINK      = -pthread -pie -Wl,--as-needed -Wl,-z,relro,-z,now

# With link-time optimisation asked for, the archive is still made of machine code.
LTO      := $(if $(findstring -flto,$(CFLAGS)),$(CFLAGS) -flinker-output=nolto-rel)
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

# Compiler, compile flags and link flags by folder.
CC_build             = $(CC)
FLAGS_build          = $(C11) $(WARNINGS) $(HARDENED) $(DEFINES) $(FORTIFY) $(CPPFLAGS) $(CFLAGS)
LINK_build           = $(LINK) $(LDFLAGS)
CC_build/asan        = $(CC)
FLAGS_build/asan     = $(C11) $(WARNINGS) $(DEFINES) $(CPPFLAGS) $(CFLAGS) -O1 -g $(SANITIZE)
LINK_build/asan      = $(LINK) $(LDFLAGS) $(SANITIZE)
CC_build/coverage    = $(CC)
FLAGS_build/coverage = $(C11) $(WARNINGS) $(DEFINES) $(CPPFLAGS) $(CFLAGS) -O0 -g --coverage \
                       -fprofile-update=atomic
LINK_build/coverage  = $(LINK) $(LDFLAGS) --coverage
CC_build/fuzz        = clang
FLAGS_build/fuzz     = $(C11) $(DEFINES) -O1 -g -fsanitize=fuzzer-no-link $(SANITIZE)
LINK_build/fuzz      = $(LINK) -fsanitize=fuzzer $(SANITIZE)

Q   := $(if $(V),,@)
say  = $(if $(V),@:,@printf '  %-8s %s\n')

# Set-up: what is missing on this machine, by goal ------------------------------------------------

NEED_demo     := build
NEED_test     := build test
NEED_golden   := build test
NEED_asan     := build test
NEED_coverage := build test coverage
NEED_bench    := build
NEED_lint     := build test lint
NEED_format   := format
NEED_fuzz     := build fuzz
NEED_test-peers := build peers
NEED_test-office := build office
NEED_test-browser := build browser
NEED_test-faults := build
NEED_setup    := build test
INSTALLING    := $(filter demo test golden asan coverage bench lint format fuzz setup test-peers test-faults test-office test-browser,$(MAKECMDGOALS))
NEEDS         := $(sort $(if $(filter-out format,$(INSTALLING)),,$(if $(INSTALLING),,build)) \
                 $(foreach goal,$(INSTALLING),$(NEED_$(goal))))

packages:
	@tests/setup.sh $(if $(INSTALLING),install,check) $(NEEDS)

setup: packages

# A variant's rules: $(1) is its folder -----------------------------------------------------------

quoted = '$(subst ','\'',$(1))'

define RULES
OBJ_$(1)_lib   := $$(LIB_SRC:%.c=$(1)/%.o)
OBJ_$(1)_base  := $$(BASE_SRC:%.c=$(1)/%.o)
OBJ_$(1)_cli   := $$(CLI_SRC:%.c=$(1)/%.o)
OBJ_$(1)_test  := $$(TEST_SRC:%.c=$(1)/%.o)
OBJ_$(1)_alloc := $$(ALLOC_SRC:%.c=$(1)/%.o)
OBJ_$(1)_fault := $$(FAULT_SRC:%.c=$(1)/%.o)
OBJ_$(1)_other := $$(patsubst %.c,$(1)/%.o,$$(BENCH_SRC) $$(FUZZ_SRC))
OBJ_$(1)       := $$(OBJ_$(1)_lib) $$(OBJ_$(1)_cli) $$(OBJ_$(1)_test) $$(OBJ_$(1)_alloc) \
                  $$(OBJ_$(1)_fault) $$(OBJ_$(1)_other)

# The stamp changes only when the flags do.
$(1)/flags: FORCE | packages
	@mkdir -p $$(@D)
	@printf '%s\n' $$(call quoted,$$(CC_$(1)) $$(FLAGS_$(1)) $$(PACKAGE_CFLAGS) | $$(LINK_$(1)) \
	    $$(PACKAGE_LIBS)) >$$@.new
	@if cmp -s $$@.new $$@; then rm $$@.new; else mv $$@.new $$@; fi

$$(OBJ_$(1)): $(1)/%.o: %.c $(1)/flags | packages
	@mkdir -p $$(@D)
	$$(say) CC $$@
	$$(Q)$$(CC_$(1)) $$(FLAGS_$(1)) $$(EXTRA) $$(PACKAGE_CFLAGS) -MMD -MP -c -o $$@ $$<

# Suites are found by their files' names; main.c calls them by this list.
$(1)/tests/suites.h: FORCE
	@mkdir -p $$(@D)
	@{ echo '/* Made by make from the names of the files. */'; echo '#define SUITES(X) \'; \
	   for f in $$(CASE_SRC); do l=$$$${f#tests/}; n=$$$${l#*/test_}; \
	       echo "    X($$$${l%%/*}_$$$${n%.c}) \\"; done; echo; } >$$@.new
	@if cmp -s $$@.new $$@; then rm $$@.new; else mv $$@.new $$@; fi
$(1)/tests/main.o: $(1)/tests/suites.h
$(1)/tests/main.o: EXTRA = -I$(1)/tests
# The style and the script of pages, as strings: a line each, without comments, indents, and the
# blanks that only people need (not in lines that hold text).
$(1)/assets/report/%.h: src/report/% Makefile
	@mkdir -p $$(@D)
	@sed -e '/^ *\/\//d; /^\/\*.*\*\/$$$$/d; /^\/\*/,/\*\/$$$$/d; s/^ *//; /^$$$$/d; s/ \/\/ .*//' \
	    -e "/[\"'\`]/!{s/ {/{/g; s/{ /{/g; s/ }/}/g; s/; /;/g; s/: /:/g; s/, /,/g" \
	    -e 's/ \([=<>?:&|]\{1,3\}\) /\1/g; }' \
	    -e 's/[\\"]/\\&/g; s/.*/"&\\n",/' $$< >$$@
$(1)/src/report/html_page.o: $(1)/assets/report/page.css.h $(1)/assets/report/page.js.h
$(1)/src/report/html_page.o: EXTRA = -I$(1)/assets
# A suite is declared by suites.h alone. A suite's own headers: "store/listing.h".
$$(CASE_SRC:%.c=$(1)/%.o): EXTRA = -Itests -Wno-missing-prototypes

# The archive hides what the shared library hides.
$(1)/libstance.o: $$(OBJ_$(1)_lib)
	$$(say) LD $$@
	$$(Q)$$(CC_$(1)) -r -nostdlib $$(LTO) -o $$@ $$^
	$$(Q)$$(OBJCOPY) --localize-hidden $$@
$(1)/libstance.a: $(1)/libstance.o
	$$(say) AR $$@
	$$(Q)rm -f $$@ && $$(AR) rcs $$@ $$<
$(1)/libstance.so.0: $$(OBJ_$(1)_lib) $(1)/flags
	$$(say) LD $$@
	$$(Q)$$(CC_$(1)) $$(filter-out -pie,$$(LINK_$(1))) -shared -Wl,-soname,libstance.so.0 -Wl,-z,defs \
	    -o $$@ $$(filter %.o,$$^) $$(PACKAGE_LIBS)
$(1)/libstance.so: $(1)/libstance.so.0
	$$(Q)ln -sf libstance.so.0 $$@

# The program gets the library's public functions and base's own, nothing else.
$(1)/stance: $$(OBJ_$(1)_cli) $$(OBJ_$(1)_base) $(1)/libstance.a $(1)/flags
	$$(say) LD $$@
	$$(Q)$$(CC_$(1)) $$(LINK_$(1)) -o $$@ $$(filter %.o %.a,$$^) $$(PACKAGE_LIBS)
$(1)/stance-shared: $$(OBJ_$(1)_cli) $$(OBJ_$(1)_base) $(1)/libstance.so $(1)/flags
	$$(say) LD $$@
	$$(Q)$$(CC_$(1)) $$(LINK_$(1)) -o $$@ $$(filter %.o,$$^) -L$(1) -lstance '-Wl,-rpath,$$$$ORIGIN' \
	    $$(PACKAGE_LIBS)

$(1)/tests/run: $$(OBJ_$(1)_test) $$(OBJ_$(1)_lib) $$(filter-out %/main.o,$$(OBJ_$(1)_cli)) $(1)/flags
	$$(say) LD $$@
	$$(Q)$$(CC_$(1)) $$(LINK_$(1)) -o $$@ $$(filter %.o,$$^) $$(CUNIT_LIBS) $$(PACKAGE_LIBS)
$(1)/tests/sweep: $$(OBJ_$(1)_alloc) $$(OBJ_$(1)_lib) $(1)/flags
	$$(say) LD $$@
	$$(Q)$$(CC_$(1)) $$(LINK_$(1)) -o $$@ $$(filter %.o,$$^) $$(PACKAGE_LIBS)
# Takes nothing from the library: it judges by bytes.
$(1)/tests/fault: $$(OBJ_$(1)_fault) $(1)/flags
	$$(say) LD $$@
	$$(Q)$$(CC_$(1)) $$(LINK_$(1)) -o $$@ $$(filter %.o,$$^)
$$(BENCH_SRC:tests/bench/%.c=$(1)/bench/%): $(1)/bench/%: $(1)/tests/bench/%.o $(1)/libstance.a $(1)/flags
	@mkdir -p $$(@D)
	$$(say) LD $$@
	$$(Q)$$(CC_$(1)) $$(LINK_$(1)) -o $$@ $$(filter %.o %.a,$$^) $$(PACKAGE_LIBS)
$$(FUZZ_SRC:tests/fuzz/%.c=$(1)/%): $(1)/%: $(1)/tests/fuzz/%.o $$(OBJ_$(1)_lib) $(1)/flags
	$$(say) LD $$@
	$$(Q)$$(CC_$(1)) $$(LINK_$(1)) -o $$@ $$(filter %.o,$$^) $$(PACKAGE_LIBS)

-include $$(OBJ_$(1):.o=.d)
endef

$(foreach folder,build build/asan build/coverage build/fuzz,$(eval $(call RULES,$(folder))))

# Building ----------------------------------------------------------------------------------------

LIBRARY := build/libstance.a build/libstance.so.0 build/libstance.so build/stance.pc

all: build/stance $(LIBRARY) compile_commands.json ## the program and the library, into build/

build/stance.pc: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$(subst $(PREFIX)/,$${prefix}/,$(libdir))' \
	    'includedir=$(subst $(PREFIX)/,$${prefix}/,$(includedir))' '' 'Name: stance' \
	    'Description: Compare the positions that actors take' 'Version: $(VERSION)' \
	    'Requires.private: $(PACKAGES)' 'Libs: -L$${libdir} -lstance' \
	    'Libs.private: -lcsv -pthread -lm' 'Cflags: -I$${includedir}' >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

# For editors, clang-tidy and cppcheck.
compile_commands.json: build/flags build/tests/suites.h build/assets/report/page.css.h build/assets/report/page.js.h \
                       Makefile $(SOURCES)
	$(Q)for f in $(sort $(SOURCES)); do printf '%s\n' "$$f"; done | \
	    sed 's|.*|{"directory": "$(CURDIR)", "file": "&", "command": "$(subst ",\\",$(CC) \
	    $(filter-out -Wmissing-prototypes -Werror,$(FLAGS_build)) -Itests -Ibuild/tests -Ibuild/assets \
	    $(PACKAGE_CFLAGS) -c &)"},|; 1s/^/[/; $$s/,$$/]/' >$@

demo: build/stance ## install what is missing, build, and print the report of models/ukraine-force
	$(Q)build/stance -m models/ukraine-force report

install: build/stance $(LIBRARY) ## into PREFIX (/usr/local), below DESTDIR if that is set
	$(say) INSTALL $(DESTDIR)$(PREFIX)
	$(Q)install -d $(INSTALLED_FOLDERS:%='$(DESTDIR)%')
	$(Q)install -m 755 build/stance '$(DESTDIR)$(bindir)/'
	$(Q)install -m 644 build/libstance.a '$(DESTDIR)$(libdir)/'
	$(Q)install -m 755 build/libstance.so.0 '$(DESTDIR)$(libdir)/'
	$(Q)ln -sf libstance.so.0 '$(DESTDIR)$(libdir)/libstance.so'
	$(Q)install -m 644 build/stance.pc '$(DESTDIR)$(libdir)/pkgconfig/'
	$(Q)install -m 644 $(PUBLIC) '$(DESTDIR)$(includedir)/stance/'
	$(Q)install -m 644 README.md '$(DESTDIR)$(datadir)/doc/stance/'
	$(Q)build/stance help --man >build/stance.1
	$(Q)install -m 644 build/stance.1 '$(DESTDIR)$(datadir)/man/man1/'
	$(Q)for f in $(SCHEMAS:models/%=%); do \
	    install -m 644 "models/$$f" "$(DESTDIR)$(datadir)/stance/$$f" || exit; done
	$(Q)for f in $(SHIPPED); do install -m 644 "$$f" "$(DESTDIR)$(datadir)/stance/$$f" || exit; done

OWN_FOLDERS       := $(includedir)/stance $(datadir)/doc/stance $(datadir)/stance/schema \
                     $(datadir)/stance/models/ukraine-force/actors \
                     $(datadir)/stance/models/ukraine-force $(datadir)/stance/models $(datadir)/stance
INSTALLED_FOLDERS := $(bindir) $(libdir)/pkgconfig $(datadir)/man/man1 $(OWN_FOLDERS)
INSTALLED         := $(bindir)/stance $(patsubst %,$(libdir)/%,libstance.a libstance.so.0 libstance.so \
                     pkgconfig/stance.pc) $(PUBLIC:include/%=$(includedir)/%) \
                     $(datadir)/doc/stance/README.md $(datadir)/man/man1/stance.1 $(SCHEMAS:models/%=$(datadir)/stance/%) \
                     $(SHIPPED:%=$(datadir)/stance/%)

uninstall: ## remove exactly what install has put there
	$(Q)rm -f $(INSTALLED:%='$(DESTDIR)%')
	$(Q)for d in $(OWN_FOLDERS:%='$(DESTDIR)%'); do \
	    if [ -d "$$d" ]; then rmdir --ignore-fail-on-non-empty "$$d"; fi; done

clean: ## remove build/ and compile_commands.json
	$(Q)rm -rf build compile_commands.json

# Testing -----------------------------------------------------------------------------------------

test: all build/tests/run build/tests/sweep build/tests/fault ## all tests; ONLY=WORD runs those whose name has the word
	+$(Q)MAKE='$(MAKE)' tests/run.sh build $(ONLY)

golden: build/stance build/tests/run ## rewrite expected output (tests/golden, tests/cli, README); read the diff
	$(Q)STANCE_GOLDEN=1 tests/run.sh build $(ONLY)

asan: build/asan/stance build/asan/tests/run ## the suite under AddressSanitizer and UBSan
	$(Q)tests/run.sh build/asan $(ONLY)

coverage: build/coverage/stance build/coverage/tests/run ## lines of src that the suite runs
	$(Q)find build/coverage -name '*.gcda' -delete
	$(Q)tests/run.sh build/coverage $(ONLY); status=$$?; tests/coverage.sh build/coverage && exit $$status

bench: build/stance $(BENCH_SRC:tests/bench/%.c=build/bench/%) ## speed, on a generated model of 120,000 stances
	$(Q)tests/bench/run.sh build

test-peers: build/stance ## schemas and figures against independent programs (python3)
	$(Q)tests/peers/run.sh build/stance

test-office: build/stance ## workbooks and tables through LibreOffice, openpyxl, pandas and R, and back
	$(Q)tests/office/run.sh build/stance $(ONLY)

test-browser: build/stance build/bench/generate ## pages in Chromium: axe-core, keyboard, paper, what-if, hostile texts
	$(Q)tests/browser/run.sh build $(ONLY)

test-faults: build/stance build/tests/fault ## kills, errors, power cuts, races, editors, full disks: all of them
	$(Q)tests/faults/run.sh build full

fuzz: $(FUZZ_SRC:tests/fuzz/%.c=build/fuzz/%) ## each parser for FUZZ_SECONDS (10)
	$(Q)tests/fuzz/run.sh build/fuzz $(FUZZ_SECONDS)

lint: all build/stance-shared ## clang-tidy, cppcheck, clang-format, layers, symbols: no findings
	$(Q)tests/lint.sh $(SOURCES)

format: packages ## rewrite all sources as .clang-format says
	$(Q)clang-format -i $(TIDY_TEXT)

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile
	@echo '  setup        only install what is missing'
	@echo 'Variables: V=1 WERROR=1 CC CFLAGS CPPFLAGS LDFLAGS PREFIX DESTDIR ONLY FUZZ_SECONDS'
