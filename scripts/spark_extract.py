#!/usr/bin/env python3
"""Parquet of articles → Parquet of facts on a cluster: spark-submit scripts/spark_extract.py INPUT OUTPUT.

OUTPUT gets a folder for each table (articles, facts …), with the columns of `faktograf extract -o facts.parquet`.
"""

import argparse

from pyspark.sql import SparkSession

from faktograf import spark


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", help="s3a://news/2019/, hdfs://…, file:///…")
    parser.add_argument("output")
    parser.add_argument("--column", action="append", default=[], help="name a column: text=fulltext")
    parser.add_argument("--partitions", type=int, help="how many tasks to cut the articles into")
    arguments = parser.parse_args()
    session = SparkSession.builder.appName("faktograf").getOrCreate()
    frame = session.read.parquet(arguments.input)
    if arguments.partitions:
        frame = frame.repartition(arguments.partitions)
    columns = dict(column.split("=", 1) for column in arguments.column)
    for name, table in spark.tables(spark.extract(frame, columns=columns)).items():
        table.write.mode("overwrite").parquet(f"{arguments.output}/{name}")
    session.stop()


main()
