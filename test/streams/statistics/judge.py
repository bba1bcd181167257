from pyspark.sql import functions as F


def query(frame):
    return frame.groupBy("user").agg(
        F.stddev("n"), F.stddev_pop("n"), F.variance("n"), F.var_pop("n"), F.skewness("n"), F.kurtosis("n"),
        F.corr("n", "x"), F.covar_pop("n", "x"), F.covar_samp("n", "x"))
