"""The judge: plays every stream case on a real Spark 4.1.1 and writes, or with --check compares, its expected files.

    .venv/bin/python test/streams/judge.py [--check] [--third N] [case ...]

A case is a folder: case.json (schema as DDL, output mode or "batch", how the input is read, "trigger": "once" or "once each": a run
for each file, "conf" of the session, "stateStore": "rocksdb" where Spark needs it), input/NN.jsonl or .txt (one file a batch) and judge.py with query(frame) -> frame. Each stream is played twice:
one file a batch (expected/by-file.json) and one row a batch (expected/by-row.json, unless case.json says "byRow": false).
"""
import argparse
import importlib.util
import json
import logging
import os
import re
import shutil
import sys
import tempfile

from pyspark.errors import AnalysisException, PySparkException
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

HERE = os.path.dirname(os.path.abspath(__file__))
EXACT = 2 ** 53


def session():
    # Processors run in Python workers, which need what this Python has.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master("local[2]").appName("judge")
    for key, value in {
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        "spark.sql.streaming.metricsEnabled": "false",
        # The file source would filter while it reads, and numInputRows would no longer count the input.
        "spark.sql.json.filterPushdown.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.streaming.numRecentProgressUpdates": "1000",
    }.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    logging.disable(logging.CRITICAL)
    return spark


def exact(value):
    """Integers that a double cannot hold become text, as our side writes them."""
    if isinstance(value, dict):
        return {k: exact(v) for k, v in value.items()}
    if isinstance(value, list):
        return [exact(v) for v in value]
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= EXACT:
        return str(value)
    return value


def with_decimals_as_text(data_type):
    """The type with STRING for each DECIMAL: JSON numbers would lose digits on their way through Python."""
    if isinstance(data_type, T.DecimalType):
        return T.StringType()
    if isinstance(data_type, T.ArrayType):
        return T.ArrayType(with_decimals_as_text(data_type.elementType), data_type.containsNull)
    if isinstance(data_type, T.MapType):
        return T.MapType(with_decimals_as_text(data_type.keyType), with_decimals_as_text(data_type.valueType), data_type.valueContainsNull)
    if isinstance(data_type, T.StructType):
        return T.StructType([T.StructField(f.name, with_decimals_as_text(f.dataType), f.nullable) for f in data_type.fields])
    return data_type


def shown(field):
    as_text = with_decimals_as_text(field.dataType)
    column = F.col(f"`{field.name}`")
    return column if as_text == field.dataType else column.cast(as_text).alias(field.name)


def rows_of(frame):
    # to_json leaves out a null map value or writes binary as base64; that is Spark's own text form of a row.
    options = {"ignoreNullFields": "false", "timestampFormat": "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX", "timestampNTZFormat": "yyyy-MM-dd'T'HH:mm:ss.SSSSSS"}
    texts = [r[0] for r in frame.select(F.to_json(F.struct(*[shown(f) for f in frame.schema.fields]), options)).collect()]
    return sorted((json.dumps(exact(json.loads(t)), ensure_ascii=False, separators=(",", ":")) for t in texts))


def write_input(case, into, by_row):
    """Copies the input so that Spark's file source takes one file a batch, in order: by modification time."""
    source = os.path.join(case, "input")
    count = 0
    for name in sorted(os.listdir(source)):
        with open(os.path.join(source, name), "rb") as file:
            content = file.read()
        pieces = [line + b"\n" for line in content.split(b"\n") if line] if by_row else [content]
        for piece in pieces:
            path = os.path.join(into, f"{count:04d}.txt")
            with open(path, "wb") as out:
                out.write(piece)
            os.utime(path, (1_700_000_000 + count, 1_700_000_000 + count))
            count += 1


def operator_of(progress):
    return {
        # Spark names this one by the language of its processor.
        "operatorName": progress["operatorName"].replace("InPySpark", ""),
        "numRowsTotal": progress["numRowsTotal"],
        "numRowsUpdated": progress["numRowsUpdated"],
        "numRowsRemoved": progress["numRowsRemoved"],
        "numRowsDroppedByWatermark": progress["numRowsDroppedByWatermark"],
    }


# Errors whose class Spark leaves out of its text.
UNNAMED = {"More than one event time columns are available": "_LEGACY_ERROR_TEMP_3077",
           "Redefining watermark is disallowed": "_LEGACY_ERROR_TEMP_3076"}


def play(spark, case, by_row):
    with open(os.path.join(case, "case.json")) as file:
        about = json.load(file)
    spec = importlib.util.spec_from_file_location("judged", os.path.join(case, "judge.py"))
    judged = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judged)
    work = tempfile.mkdtemp(prefix="judge-")
    conf = about.get("conf", {})
    if about.get("stateStore") == "rocksdb":
        conf = {**conf, "spark.sql.streaming.stateStore.providerClass": "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider"}
    for key, value in conf.items():
        spark.conf.set(key, value)
    try:
        into = os.path.join(work, "input")
        os.mkdir(into)
        write_input(case, into, by_row)
        if about["mode"] == "batch":
            return play_batch(spark, judged, about, into)
        reader = spark.readStream.option("maxFilesPerTrigger", "1")
        frame = reader.text(into) if about.get("format") == "text" else reader.schema(about["schema"]).json(into)
        emitted = {}

        def keep(batch, batch_id):
            emitted[batch_id] = rows_of(batch)

        progresses = []
        trigger = about.get("trigger", "availableNow")
        each = trigger == "once each"
        # A processing-time processor always asks for one more batch, so availableNow would never end.
        held = sorted(os.listdir(into)) if each else []
        for name in held:
            os.rename(os.path.join(into, name), os.path.join(work, name))
        for name in held or [None]:
            if name is not None:
                os.rename(os.path.join(work, name), os.path.join(into, name))
            try:
                result = judged.query(frame)
                query = (
                    result.writeStream.outputMode(about["mode"]).trigger(**{"once" if each else trigger: True})
                    .option("checkpointLocation", os.path.join(work, "checkpoint")).foreachBatch(keep).start()
                )
            except AnalysisException as error:
                return {"failed": error.getCondition()}
            try:
                query.awaitTermination()
            except Exception:
                # The wrappers name the stream and our foreachBatch; the condition inside is the answer.
                said = str(query.exception())
                classes = [c for text, c in UNNAMED.items() if text in said] or re.findall(r"\[([A-Z][A-Z0-9_.]+)\]", said)
                named = [c for c in classes if c not in ("STREAM_FAILED", "FOREACH_BATCH_USER_FUNCTION_ERROR")]
                return {"failed": named[0] if named else "STREAM_FAILED"}
            progresses.extend(json.loads(p.json) for p in query.recentProgress)
        batches = []
        for progress in progresses:
            if progress["batchId"] not in emitted:
                continue
            batches.append({
                "batchId": progress["batchId"],
                "numInputRows": progress["numInputRows"],
                "eventTime": progress.get("eventTime", {}),
                "stateOperators": [operator_of(o) for o in progress["stateOperators"]],
                **({"observedMetrics": progress["observedMetrics"]} if progress.get("observedMetrics") else {}),
                "rows": emitted.pop(progress["batchId"]),
            })
        schema = [[f.name, f.dataType.simpleString(), f.nullable] for f in result.schema.fields]
        return {"schema": schema, "batches": batches}
    finally:
        for key in conf:
            spark.conf.unset(key)
        shutil.rmtree(work, ignore_errors=True)


def play_batch(spark, judged, about, into):
    """The whole input as one batch frame: its rows and its schema; there is no state and no watermark to tell of."""
    try:
        frame = spark.read.schema(about["schema"]).json(into)
        result = judged.query(frame)
        rows = rows_of(result)
    except PySparkException as error:
        return {"failed": error.getCondition()}
    schema = [[f.name, f.dataType.simpleString(), f.nullable] for f in result.schema.fields]
    return {"schema": schema, "batches": [{"batchId": 0, "rows": rows}]}


def text_of(played):
    """One row a line, so that a change reads as a change."""
    if "failed" in played:
        return json.dumps(played, ensure_ascii=False, indent=1) + "\n"
    lines = ["{", f' "schema": {json.dumps(played["schema"], ensure_ascii=False)},', ' "batches": [']
    for i, batch in enumerate(played["batches"]):
        head = json.dumps({k: v for k, v in batch.items() if k != "rows"}, ensure_ascii=False)
        lines.append(f"  {head[:-1]}, \"rows\": [")
        lines.extend(f"   {row}{',' if j < len(batch['rows']) - 1 else ''}" for j, row in enumerate(batch["rows"]))
        lines.append("  ]}" + ("," if i < len(played["batches"]) - 1 else ""))
    return "\n".join(lines + [" ]", "}"]) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the expected files instead of writing them")
    parser.add_argument("--third", type=int, help="only every third case, from this one: a rotating share for CI")
    parser.add_argument("cases", nargs="*", help="names of cases; all by default")
    args = parser.parse_args()
    names = args.cases or sorted(n for n in os.listdir(HERE) if os.path.exists(os.path.join(HERE, n, "case.json")))
    if args.third is not None:
        names = [n for i, n in enumerate(names) if i % 3 == args.third % 3]
    spark = session()
    different = []
    for name in names:
        case = os.path.join(HERE, name)
        with open(os.path.join(case, "case.json")) as file:
            about = json.load(file)
        cuts = ["by-file"] + (["by-row"] if about.get("byRow", True) and about["mode"] != "batch" else [])
        for cut in cuts:
            path = os.path.join(case, "expected", f"{cut}.json")
            text = text_of(play(spark, case, cut == "by-row"))
            if args.check:
                with open(path) as file:
                    if file.read() != text:
                        different.append(f"{name}/{cut}")
            else:
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "w") as file:
                    file.write(text)
            print(f"{name}/{cut}", flush=True)
    if different:
        print("Spark answers otherwise:", ", ".join(different))
        sys.exit(1)
    print(f"{len(names)} cases {'checked' if args.check else 'written'}")


if __name__ == "__main__":
    main()
