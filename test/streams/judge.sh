#!/bin/sh
# npm run judge [-- --check] [case ...]: Spark's answers to the stream cases; installs Spark in .venv the first time.
set -e
cd "$(dirname "$0")/../.."
if ! .venv/bin/python -c 'import pandas, pyarrow, google.protobuf, pyspark; assert pyspark.__version__ == "4.1.1"' 2>/dev/null; then
  # Processors with state are handed rows by pyarrow and speak to their store by protobuf.
  echo 'installing PySpark 4.1.1 in .venv (700 MB, this once)' >&2
  [ -x .venv/bin/python ] || python3 -m venv .venv
  .venv/bin/pip install -q 'pyspark[sql]==4.1.1' protobuf
fi
exec .venv/bin/python test/streams/judge.py "$@"
