"""Scores applicants on Spark by `pipe`. Not run here: checked as far as parsing goes.

    spark-submit --archives finntelligence.tgz#finntelligence score.py APPLICANTS.ndjson OUTPUT

finntelligence.tgz holds what the image holds: the console, data/ and models/. Each partition is one process of `score`, which reads lines
and writes one line for each, in their order; a partition that is run again gives the same lines. What is wrong with a line goes to the
executor's standard error; checkCode fails the partition where the process does, so that nothing is lost in silence.
"""
import sys

from pyspark.sql import SparkSession

applicants, output = sys.argv[1:3]
spark = SparkSession.builder.appName("finntelligence-score").getOrCreate()
lines = spark.sparkContext.textFile(applicants)
# A partition without a line would start a process for nothing, and `score` says so by its exit code.
scored = lines.pipe(
    "sh -c 'read -r first || exit 0; { printf \"%s\\n\" \"$first\"; cat; } | "
    "exec dotnet finntelligence/Finntelligence.Training.dll score --format ndjson --threads 1'",
    env={"FINNTELLIGENCE_ROOT": "finntelligence"}, checkCode=True)
scored.saveAsTextFile(output)
spark.stop()
