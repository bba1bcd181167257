"""PySpark's client, for connect.cjs: a query's name a line in, its time, the CPU time it took here and its answer a line out."""
import json
import sys
import time

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.builder.remote(sys.argv[1]).getOrCreate()
million = spark.range(1_000_000).select("id", (F.col("id") / 7).alias("x"), F.concat(F.lit("user "), (F.col("id") % 1000).cast("string")).alias("user"))
queries = {
    "one row": lambda: str(spark.range(1).count()),
    "aggregate": lambda: str(len(spark.range(5_000_000).groupBy((F.col("id") % 1000).alias("k")).agg(F.count("*").alias("n"), F.sum("id").alias("s")).collect())),
    "collect 1 M, columns": lambda: str(million.toArrow().num_rows),
    "collect 1 M, rows": lambda: str(len(million.collect())),
}

for line in sys.stdin:
    cpu = time.process_time()
    start = time.perf_counter()
    answer = queries[line.rstrip("\n")]()
    took = (time.perf_counter() - start) * 1000
    print(json.dumps({"took": took, "cpu": (time.process_time() - cpu) * 1000, "answer": answer}), flush=True)
spark.stop()
