"""XGBoost's side of the comparisons. Each call prints one JSON line.

train FOLDER THREADS plain|quantile REPEAT   train on FOLDER/train.f32 as FOLDER/xgboost.json says
tune FOLDER THREADS                          choose FOLDER/xgboost.json among FOLDER/candidates.json by 5-fold cross-validation
model FOLDER                                 the models that compare-shap explains
explain FOLDER NAME REPEAT                   pred_contribs of FOLDER/rows.f32 by FOLDER/NAME.json, one thread
"""
import json
import statistics
import sys
import time

import numpy
import xgboost


def read(folder, name, columns=None):
    values = numpy.fromfile(f"{folder}/{name}.f32", dtype="<f4")
    return values if columns is None else values.reshape(-1, columns)


def width(folder):
    with open(f"{folder}/features.json") as file:
        return len(json.load(file))


def peak():
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM:")) / 1024


def auc(scores, labels):
    order = numpy.argsort(scores, kind="stable")
    scores, labels = scores[order], labels[order]
    _, first, count = numpy.unique(scores, return_index=True, return_counts=True)
    rank = numpy.repeat(first + (count + 1) / 2, count)
    events = labels.sum()
    return (rank[labels == 1].sum() - events * (events + 1) / 2) / (events * (len(labels) - events))


def train(folder, threads, kind, repeat):
    with open(f"{folder}/xgboost.json") as file:
        options = json.load(file)
    parameters = options["parameters"] | {"nthread": threads}
    columns = width(folder)
    values, labels = read(folder, "train", columns), read(folder, "train-labels")
    loaded = peak()
    start = time.perf_counter()
    if kind == "quantile":
        matrix = xgboost.QuantileDMatrix(values, labels, nthread=threads, max_bin=parameters["max_bin"])
    else:
        matrix = xgboost.DMatrix(values, labels, nthread=threads)
    matrix_seconds = time.perf_counter() - start
    del values  # XGBoost has its own copy now; ours learns from the caller's.
    seconds = []
    for _ in range(repeat):
        start = time.perf_counter()
        booster = xgboost.train(parameters, matrix, options["rounds"])
        seconds.append(time.perf_counter() - start)
    high = peak()
    scores = booster.predict(xgboost.DMatrix(read(folder, "test", columns), nthread=threads), output_margin=True)
    return {
        "matrixSeconds": matrix_seconds,
        "trainSeconds": statistics.median(seconds),
        "firstSeconds": seconds[0],
        "loadedMegabytes": loaded,
        "peakMegabytes": high,
        "auc": float(auc(scores, read(folder, "test-labels"))),
    }


def tune(folder, threads):
    with open(f"{folder}/candidates.json") as file:
        candidates = json.load(file)
    values, labels = read(folder, "train", width(folder)), read(folder, "train-labels")
    matrix = xgboost.DMatrix(values, labels, nthread=threads)
    rows = numpy.arange(len(labels))
    folds = [(rows[rows % 5 != fold], rows[rows % 5 == fold]) for fold in range(5)]
    best = None
    for candidate in candidates:
        history = xgboost.cv(
            candidate["parameters"] | {"nthread": threads}, matrix, candidate["rounds"], folds=folds,
            metrics="logloss", early_stopping_rounds=candidate["patience"], as_pandas=False)
        losses = history["test-logloss-mean"]
        rounds = int(numpy.argmin(losses)) + 1
        if best is None or losses[rounds - 1] < best["logLoss"]:
            best = {"parameters": candidate["parameters"], "rounds": rounds, "logLoss": losses[rounds - 1]}
    with open(f"{folder}/xgboost.json", "w") as file:
        json.dump(best, file)
    return best


def model(folder):
    values, labels = read(folder, "train", width(folder)), read(folder, "train-labels")
    matrix = xgboost.DMatrix(values, labels, nthread=2)
    for name, depth, rounds in (("depth-3", 3, 150), ("depth-6", 6, 100)):
        parameters = {"objective": "binary:logistic", "tree_method": "hist", "max_depth": depth, "eta": 0.1, "nthread": 2}
        xgboost.train(parameters, matrix, rounds).save_model(f"{folder}/{name}.json")
    return {}


def explain(folder, name, repeat):
    booster = xgboost.Booster({"nthread": 1}, model_file=f"{folder}/{name}.json")
    matrix = xgboost.DMatrix(read(folder, "rows", width(folder)), nthread=1)
    seconds = []
    for _ in range(repeat):
        start = time.perf_counter()
        contributions = booster.predict(matrix, pred_contribs=True)
        seconds.append(time.perf_counter() - start)
    contributions.astype("<f4").tofile(f"{folder}/{name}-xgboost.f32")
    return {"seconds": statistics.median(seconds)}


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    result = {"train": train, "tune": tune, "model": model, "explain": explain}[command](
        *(int(value) if value.isdigit() else value for value in rest))
    print(json.dumps(result))
