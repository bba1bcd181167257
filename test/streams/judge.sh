#!/bin/sh
# npm run judge [-- --check] [case ...]: Spark's answers to the stream cases; installs Spark in .venv the first time.
set -e
cd "$(dirname "$0")/../.."
if ! .venv/bin/python -c 'import pyspark; assert pyspark.__version__ == "4.1.1"' 2>/dev/null; then
  echo 'installing PySpark 4.1.1 in .venv (490 MB, this once)' >&2
  [ -x .venv/bin/python ] || python3 -m venv .venv
  .venv/bin/pip install -q 'pyspark==4.1.1'
fi
exec .venv/bin/python test/streams/judge.py "$@"
