# jixiao：`make help` 列出全部目标和变量。

CORPUS ?= corpus#       放报告的文件夹
OUT ?= outputs#         输出文件夹
JOBS ?= 0#              并行进程数，0 为全部处理器核
PACKS ?=#               另加的规则包（名字或文件夹，用空格隔开）
GOLD ?= $(CORPUS)/gold# 人工核对过的表格的文件夹
MISSES ?= 0#            evaluate、formats 时每张表列出几处不符
CLUSTER ?=#             在 Dask 集群上运行：调度器的地址；local 为在本机起一个
PORT ?= 8001#           serve 的端口
DATASET ?=#             dataset 的参数，如 --author 张三 --licence CC-BY-4.0
ARGS ?=#                传给 jixiao run、serve、pytest、simulate、formats、tables 或 bench 的其他参数
PYTHON ?=#              指定用哪个 Python（3.11 或更新）
VENV ?= .venv#          虚拟环境的文件夹

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := run
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

BENCH_VENV := .venv-bench
TABLES_VENV := .venv-tables
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
TABLE_PEERS := pdfplumber==0.11.10 camelot-py==2.0.0
PEERS := jionlp==1.5.31 recognizers-text-suite==1.0.2a2 'emoji<2' jieba==0.42.1 'setuptools<81'

# An interpreter counts only if it starts (a shim without its version does not) and can make an
# environment: Debian's has ensurepip only with python3-venv, which uv can do without.
define FIND_PYTHON
for python in $(or $(PYTHON),python3 python3.12 python3.13 python3.11 python3.14 python); do \
  if "$$python" -c 'import $(if $(UV),sys,sys, ensurepip); sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then break; fi; \
  python=; \
done
endef

ifdef UV
NEW_VENV = $(UV) venv -q --seed --allow-existing --python "$${python:->=3.11}"
install = $(UV) pip install -q --python $(1)/bin/python
else
NEW_VENV = "$$python" -m venv
install = $(1)/bin/python -m pip install -q --disable-pip-version-check
endif

RUN = $(BIN)/jixiao run "$(CORPUS)" --out "$(OUT)" --jobs $(JOBS) $(foreach pack,$(PACKS),--packs '$(pack)') $(if $(CLUSTER),--cluster '$(CLUSTER)') $(ARGS)

.PHONY: run
run: setup $(if $(CLUSTER),$(VENV)/.installed-cluster) ## 读 CORPUS 的报告，把表格写到 OUT（默认目标）
	$(RUN)

.PHONY: report
report: setup ## 运行后写分析报告 OUT/report.html（有文件读不了也写）
	$(RUN) || [ $$? -eq 2 ]
	$(BIN)/jixiao report "$(OUT)"

.PHONY: dataset
dataset: $(VENV)/.installed-dataset ## 运行后把表格做成可以发布、引用的数据集 OUT/dataset
	$(RUN) || [ $$? -eq 2 ]
	$(BIN)/jixiao dataset "$(OUT)" $(DATASET)

.PHONY: setup
setup: $(VENV)/.installed ## 建立虚拟环境，安装软件

.PHONY: test
test: $(VENV)/.installed-dev ## 运行测试（ARGS=）
	$(BIN)/python -m pytest $(ARGS)

.PHONY: check
check: $(VENV)/.installed-dev ## 检查代码风格、类型、分层和规则包
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/jixiao packs check $(foreach pack,$(PACKS),'$(pack)')
	$(BIN)/python tools/make_docs.py --check
	$(BIN)/python tools/train_opinion.py --check

.PHONY: docs
docs: $(VENV)/.installed-dev ## 建立说明文档的网站 outputs/site/
	$(BIN)/python tools/make_docs.py --check
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict
	@echo '文档在 outputs/site/index.html；要用检索，请运行 $(BIN)/python -m http.server -d outputs/site'

.PHONY: serve
serve: $(VENV)/.installed-web ## 打开核查台：检索、核对、在原文里看每个数字
	$(BIN)/jixiao serve "$(OUT)" --corpus "$(CORPUS)" --port $(PORT) $(ARGS)

.PHONY: evaluate
evaluate: run ## 运行后同 GOLD 里人工核对过的表格比较
	$(BIN)/jixiao evaluate "$(OUT)" "$(GOLD)" --misses $(MISSES)
	$(BIN)/jixiao detect "$(CORPUS)" "$(GOLD)" --misses $(MISSES)
	$(BIN)/jixiao left-out "$(CORPUS)" "$(GOLD)"

.PHONY: formats
formats: $(VENV)/.installed-dev ## 把自写语料写成各种格式，读出来同标注和原表比较
	$(BIN)/python tools/evaluate_formats.py --jobs $(JOBS) --misses $(MISSES) $(ARGS)

.PHONY: bench
bench: $(VENV)/.installed-bench $(BENCH_VENV)/.installed ## 测速，同其他软件比较
	$(BIN)/python tools/bench.py --peers $(BENCH_VENV)/bin/python $(ARGS)

.PHONY: bench-desk
bench-desk: $(VENV)/.installed-dev ## 测核查台：十万份文件的建库速度、各页的秒数、内存（ARGS="--size 1000"）
	$(BIN)/python tools/bench_desk.py $(ARGS)

.PHONY: simulate
simulate: $(VENV)/.installed-dev ## 写一套内容虚构、真值已知的语料（ARGS="文件夹 --size 文件数"）
	$(BIN)/python tools/simulate_corpus.py $(or $(ARGS),build/simulated)

.PHONY: faults
faults: $(VENV)/.installed-dev ## 随机杀死六十次进程、整个运行和集群的节点，看表格变不变（ARGS=）
	KILLS=30 $(BIN)/python -m pytest -q tests/run/test_run_kills.py tests/cluster/test_cluster_faults.py $(ARGS)

.PHONY: fuzz
fuzz: $(VENV)/.installed-dev ## 读两千份随机损坏的文件，看运行受不受得住
	$(BIN)/python tools/fuzz.py --jobs $(JOBS) $(ARGS)

.PHONY: tables
tables: $(VENV)/.installed-dev $(TABLES_VENV)/.installed ## 把 CORPUS 里 PDF 的表格同别的软件逐格比较
	$(BIN)/python tools/compare_tables.py "$(CORPUS)" --peers $(TABLES_VENV)/bin/python $(ARGS)

.PHONY: clean
clean: ## 删除输出和缓存；保留虚拟环境和核查台的结论
	find outputs -mindepth 1 -maxdepth 1 ! -name 'verdicts.sqlite*' ! -name .gitkeep -exec rm -rf {} +
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -path './.venv*' -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: distclean
distclean: clean ## 连虚拟环境一起删除
	rm -rf $(VENV) $(BENCH_VENV) $(TABLES_VENV) *.egg-info

.PHONY: help
help: ## 显示本说明
	@echo '用法：make [目标] [变量=值]    例：make CORPUS=报告 OUT=结果 JOBS=4'
	@echo; echo '目标'
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))
	@echo; echo '变量'
	@awk -F ' [?]=|# *' '/^[A-Z]+ [?]=/{printf "  %-10s %s%s\n", $$1, $$3, ($$2 ~ /[^ ]/ ? "（默认" $$2 "）" : "")}' $(firstword $(MAKEFILE_LIST))

# Stamps: what is installed is not installed again before these files change.

$(VENV)/.created:
	@$(FIND_PYTHON); \
	if [ -z "$$python$(UV)" ]; then \
	  echo '没有找到 Python 3.11 或更新的版本（还需要 venv 模块）。' >&2; \
	  echo '请安装（Debian、Ubuntu：apt install python3 python3-venv），或用 make PYTHON=/路径/python3 指定，或安装 uv。' >&2; \
	  exit 1; \
	fi; \
	echo "建立虚拟环境 $(VENV)（$${python:-uv 自选的 Python}）"; \
	$(NEW_VENV) $(VENV)
	@touch $@

$(VENV)/.installed: pyproject.toml setup.py constraints.txt | $(VENV)/.created
	@echo '安装 jixiao 和它需要的库'
	@$(call install,$(VENV)) -c constraints.txt setuptools wheel
	@$(call install,$(VENV)) -c constraints.txt --no-build-isolation -e '.[ocr,report]'
	@touch $@

$(VENV)/.installed-web: $(VENV)/.installed
	@echo '安装核查台需要的库'
	@$(call install,$(VENV)) -c constraints.txt --no-build-isolation -e '.[ocr,report,web]'
	@touch $@

$(VENV)/.installed-cluster: $(VENV)/.installed
	@echo '安装集群运行需要的库'
	@$(call install,$(VENV)) -c constraints.txt --no-build-isolation -e '.[ocr,report,cluster]'
	@touch $@

$(VENV)/.installed-dataset: $(VENV)/.installed
	@echo '安装写数据集需要的库'
	@$(call install,$(VENV)) -c constraints.txt --no-build-isolation -e '.[ocr,report,dataset]'
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@echo '安装测试和检查工具'
	@$(call install,$(VENV)) -c constraints.txt --no-build-isolation -e '.[ocr,report,web,cluster,dataset,dev]'
	@touch $@

$(VENV)/.installed-bench: $(VENV)/.installed-dev
	@$(call install,$(VENV)) -c constraints.txt --no-build-isolation -e '.[bench]'
	@touch $@

$(BENCH_VENV)/.installed:
	@echo '安装用来比较的软件'
	@$(FIND_PYTHON); $(NEW_VENV) $(BENCH_VENV)
	@$(call install,$(BENCH_VENV)) $(PEERS)
	@touch $@

$(TABLES_VENV)/.installed:
	@echo '安装用来比较表格的软件'
	@$(FIND_PYTHON); $(NEW_VENV) $(TABLES_VENV)
	@$(call install,$(TABLES_VENV)) $(TABLE_PEERS)
	@touch $@
