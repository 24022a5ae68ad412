/* Written by `python -m app.contract` from what the server knows; see app/contract.py. */

/** The ids of the page's parts. */
export type Id =
  | "activation"
  | "activations-setup"
  | "add-layer"
  | "ask-add"
  | "ask-also"
  | "ask-also-value"
  | "ask-check"
  | "ask-check-value"
  | "ask-copied"
  | "ask-copy"
  | "ask-dialog"
  | "ask-download"
  | "ask-earlier"
  | "ask-epochs"
  | "ask-error"
  | "ask-first"
  | "ask-hidden"
  | "ask-kind"
  | "ask-link"
  | "ask-name"
  | "ask-of"
  | "ask-open"
  | "ask-options"
  | "ask-order"
  | "ask-preview"
  | "ask-question"
  | "ask-right"
  | "ask-run"
  | "ask-say"
  | "ask-value"
  | "ask-within"
  | "batch-size"
  | "chart-log"
  | "chart-loss"
  | "chart-score"
  | "chart-smooth"
  | "chosen-count"
  | "chosen-legend"
  | "class-about"
  | "class-approval"
  | "class-ask"
  | "class-ask-dialog"
  | "class-ask-go"
  | "class-ask-options"
  | "class-ask-preset"
  | "class-ask-said"
  | "class-ask-text"
  | "class-asked"
  | "class-away"
  | "class-close-code"
  | "class-co"
  | "class-co-teacher"
  | "class-code"
  | "class-console"
  | "class-copy"
  | "class-count"
  | "class-csv"
  | "class-csv-answers"
  | "class-delete"
  | "class-delete-dialog"
  | "class-delete-said"
  | "class-delete-what"
  | "class-delete-yes"
  | "class-entry"
  | "class-entry-said"
  | "class-files"
  | "class-free-text"
  | "class-gone"
  | "class-have"
  | "class-hide-names"
  | "class-join"
  | "class-join-go"
  | "class-left"
  | "class-legend"
  | "class-let-all"
  | "class-link"
  | "class-local"
  | "class-lock"
  | "class-markdown"
  | "class-open"
  | "class-opened"
  | "class-panel"
  | "class-paper"
  | "class-pause"
  | "class-qr"
  | "class-renew"
  | "class-reveal"
  | "class-room"
  | "class-rule"
  | "class-seat"
  | "class-seat-answers"
  | "class-seat-facts"
  | "class-seat-let-in"
  | "class-seat-light"
  | "class-seat-map"
  | "class-seat-name"
  | "class-seat-no"
  | "class-seat-open"
  | "class-seat-remove"
  | "class-seat-said"
  | "class-seat-sure"
  | "class-seat-yes"
  | "class-seats"
  | "class-send"
  | "class-send-dialog"
  | "class-send-lesson"
  | "class-send-link"
  | "class-send-place"
  | "class-send-said"
  | "class-send-setup"
  | "class-send-step"
  | "class-setup"
  | "class-slips"
  | "class-sort"
  | "class-summary"
  | "class-texts"
  | "class-told"
  | "class-typed"
  | "class-wall"
  | "class-wall-none"
  | "classes"
  | "clip-norm"
  | "coach"
  | "coach-dismiss"
  | "coach-more"
  | "coach-said"
  | "coach-show"
  | "coach-text"
  | "coach-try"
  | "code-dialog"
  | "code-enlarge"
  | "color-scheme"
  | "compare"
  | "confusion"
  | "connection-message"
  | "contents"
  | "contradictions"
  | "counts"
  | "discretize"
  | "dismiss"
  | "dock"
  | "dock-body"
  | "dock-fold"
  | "dock-grip"
  | "done-message"
  | "draw"
  | "draw-add"
  | "draw-bar"
  | "draw-clear"
  | "draw-count"
  | "draw-erase"
  | "draw-labels"
  | "draw-move"
  | "draw-restore"
  | "draw-said"
  | "draw-surface"
  | "draw-test"
  | "draw-train"
  | "draw-value"
  | "epoch"
  | "epochs-per-second"
  | "exact-match"
  | "exercise-goals"
  | "facts-table"
  | "filter-count"
  | "filter-family"
  | "filter-name"
  | "filter-network"
  | "first-answer"
  | "formula-cancel"
  | "formula-dialog"
  | "formula-error"
  | "formula-field"
  | "formula-figure"
  | "formula-parameter"
  | "formula-use"
  | "function-chart"
  | "gap"
  | "goal"
  | "goal-also"
  | "goal-also-value"
  | "goal-reached"
  | "goal-value"
  | "grid-cap"
  | "grid-cell"
  | "grid-cell-facts"
  | "grid-columns"
  | "grid-columns-add"
  | "grid-columns-values"
  | "grid-columns-wrong"
  | "grid-left"
  | "grid-legend"
  | "grid-progress"
  | "grid-results"
  | "grid-rows"
  | "grid-rows-add"
  | "grid-rows-values"
  | "grid-rows-wrong"
  | "grid-seeds"
  | "grid-shown"
  | "grid-start"
  | "grid-swap"
  | "grid-table"
  | "help"
  | "help-dialog"
  | "initial-bias"
  | "initializer"
  | "inspector"
  | "inspector-activation"
  | "inspector-error"
  | "inspector-formula"
  | "inspector-gradient"
  | "inspector-history"
  | "inspector-name"
  | "inspector-rows"
  | "inspector-update"
  | "inspector-value"
  | "label-maps"
  | "layer-count"
  | "layer-dead"
  | "layer-figure"
  | "layer-flat"
  | "layer-formula"
  | "layer-gradient"
  | "layer-learned"
  | "layer-name"
  | "layer-note"
  | "layer-saturated"
  | "layer-slope"
  | "layer-weights"
  | "learning-rate"
  | "lesson"
  | "lesson-back"
  | "lesson-check"
  | "lesson-data"
  | "lesson-fold"
  | "lesson-leave"
  | "lesson-next"
  | "lesson-restart"
  | "lesson-said"
  | "lesson-setup"
  | "lesson-step"
  | "lesson-where"
  | "live"
  | "load-network"
  | "loss-chart"
  | "more"
  | "more-datasets"
  | "more-summary"
  | "nav-activations"
  | "nav-class"
  | "nav-lessons"
  | "nav-playground"
  | "nav-race"
  | "network"
  | "network-canvas"
  | "network-card"
  | "network-file"
  | "network-fit"
  | "network-keys"
  | "network-spoken"
  | "network-task"
  | "network-task-close"
  | "network-value"
  | "new-weights"
  | "noise"
  | "notice"
  | "optimizer"
  | "output-figure"
  | "output-layer"
  | "output-line"
  | "output-loss"
  | "output-map"
  | "output-points"
  | "output-scale"
  | "outside"
  | "own-close"
  | "own-data"
  | "own-dialog"
  | "own-download"
  | "own-error"
  | "own-file"
  | "own-formula"
  | "own-text"
  | "own-use"
  | "palette"
  | "parameters"
  | "play"
  | "present"
  | "present-end"
  | "present-form"
  | "present-title"
  | "presented-title"
  | "probe-table"
  | "probe-z"
  | "problem"
  | "problem-message"
  | "race-add"
  | "race-base"
  | "race-batch"
  | "race-chart"
  | "race-code"
  | "race-curve"
  | "race-dataset"
  | "race-differs"
  | "race-edit"
  | "race-formula"
  | "race-hidden"
  | "race-lane"
  | "race-lanes"
  | "race-learning-rate"
  | "race-link"
  | "race-log"
  | "race-match"
  | "race-noise"
  | "race-of-this"
  | "race-podium"
  | "race-seed"
  | "race-setup"
  | "race-sizes"
  | "race-speed"
  | "race-start"
  | "race-target"
  | "race-task"
  | "race-task-close"
  | "race-them"
  | "race-timeline"
  | "redo"
  | "regenerate"
  | "regularization"
  | "regularization-rate"
  | "reload"
  | "remove-layer"
  | "repeat-dialog"
  | "repeat-epochs"
  | "repeat-error"
  | "repeat-maps"
  | "repeat-metric"
  | "repeat-progress"
  | "repeat-range"
  | "repeat-runs"
  | "repeat-share"
  | "repeat-start"
  | "repeat-threshold"
  | "repeat-varies"
  | "report-csv"
  | "report-dialog"
  | "report-heading"
  | "report-markdown"
  | "report-name"
  | "report-none"
  | "report-print"
  | "report-runs"
  | "report-sheet"
  | "report-text"
  | "reset"
  | "reset-on-change"
  | "reset-slower"
  | "retry"
  | "runs-by-epochs"
  | "runs-by-gap"
  | "runs-by-number"
  | "runs-by-parameters"
  | "runs-by-score"
  | "runs-by-test"
  | "runs-by-train"
  | "runs-clear"
  | "runs-delete"
  | "runs-none"
  | "runs-open-race"
  | "runs-race"
  | "runs-repeat"
  | "runs-report"
  | "runs-restore"
  | "runs-rows"
  | "runs-said"
  | "samples"
  | "save-network"
  | "schedule"
  | "schedule-epochs"
  | "seat"
  | "seat-answered"
  | "seat-asked"
  | "seat-code"
  | "seat-fold"
  | "seat-hand-in"
  | "seat-join"
  | "seat-join-again"
  | "seat-join-dialog"
  | "seat-keep"
  | "seat-knocks"
  | "seat-leave"
  | "seat-name"
  | "seat-not-now"
  | "seat-options"
  | "seat-question"
  | "seat-setup"
  | "seat-state"
  | "seat-told"
  | "seat-undo"
  | "seat-wrong"
  | "seed"
  | "settings"
  | "settings-close"
  | "settings-open"
  | "setup"
  | "share"
  | "share-ask"
  | "share-class"
  | "share-class-step"
  | "share-copied"
  | "share-copy"
  | "share-dialog"
  | "share-hand-in"
  | "share-link"
  | "share-lock"
  | "share-open"
  | "share-png"
  | "share-report"
  | "share-svg"
  | "shortcuts"
  | "show-all"
  | "show-output"
  | "show-test"
  | "signal-depth"
  | "signal-seed"
  | "signal-title"
  | "signal-width"
  | "slope-chart"
  | "softmax-bars"
  | "softmax-pair"
  | "softmax-sum"
  | "softmax-temperature"
  | "softmax-title"
  | "speed"
  | "split-note"
  | "step"
  | "sweep-cap"
  | "sweep-count"
  | "sweep-faults"
  | "sweep-left"
  | "sweep-others"
  | "sweep-progress"
  | "sweep-ratios"
  | "sweep-reached"
  | "sweep-seeds"
  | "sweep-start"
  | "sweep-strips"
  | "sweep-table"
  | "test-loss"
  | "test-score"
  | "timeline"
  | "timeline-epoch"
  | "train-loss"
  | "train-percent"
  | "train-score"
  | "undo"
  | "updated-message"
  | "weights"
  | "weights-tables"
  | "word-card"
  | `signal-${string}-initializer`
  | `signal-${string}-activation`
  | `layer-${number}-activation`
  | `layer-${number}-parameter`
  | `signal-${string}-backward`
  | `signal-${string}-forward`
  | `layer-${number}-dropout`
  | `softmax-logit-${number}`
  | `card-${string}-formula`
  | `class-filter-${string}`
  | `class-screen-${string}`
  | `layer-${number}-remove`
  | `share-${string}-hidden`
  | `share-preset-${string}`
  | `signal-${string}-words`
  | `layer-${number}-units`
  | `lesson-name-${string}`
  | `dock-${string}-panel`
  | `layer-${number}-look`
  | `lesson-arc-${string}`
  | `class-tab-${string}`
  | `layer-${number}-add`
  | `parameter-${string}`
  | `dataset-${string}`
  | `feature-${string}`
  | `layer-${number}`
  | `card-${string}`
  | `dock-${string}`
  | `pick-${string}`
  | `own-${string}`;

/** The tags of elements by their ids. */
export type Tags = {
  "activation": "select";
  "add-layer": "button";
  "ask-add": "button";
  "ask-also": "select";
  "ask-also-value": "input";
  "ask-check": "select";
  "ask-check-value": "input";
  "ask-copied": "p";
  "ask-copy": "button";
  "ask-dialog": "dialog";
  "ask-download": "button";
  "ask-earlier": "input";
  "ask-epochs": "input";
  "ask-error": "p";
  "ask-first": "select";
  "ask-hidden": "p";
  "ask-kind": "select";
  "ask-link": "input";
  "ask-name": "input";
  "ask-of": "select";
  "ask-open": "a";
  "ask-options": "textarea";
  "ask-order": "ol";
  "ask-preview": "div";
  "ask-question": "textarea";
  "ask-right": "select";
  "ask-run": "select";
  "ask-say": "textarea";
  "ask-value": "input";
  "ask-within": "input";
  "batch-size": "input";
  "chart-log": "button";
  "chart-loss": "button";
  "chart-score": "button";
  "chart-smooth": "select";
  "chosen-count": "span";
  "chosen-legend": "ul";
  "class-about": "span";
  "class-approval": "input";
  "class-ask": "button";
  "class-ask-dialog": "dialog";
  "class-ask-go": "button";
  "class-ask-options": "textarea";
  "class-ask-preset": "select";
  "class-ask-said": "p";
  "class-ask-text": "input";
  "class-asked": "ul";
  "class-away": "p";
  "class-close-code": "button";
  "class-co": "section";
  "class-co-teacher": "button";
  "class-code": "div";
  "class-console": "div";
  "class-copy": "button";
  "class-count": "h2";
  "class-csv": "button";
  "class-csv-answers": "button";
  "class-delete": "button";
  "class-delete-dialog": "dialog";
  "class-delete-said": "p";
  "class-delete-what": "p";
  "class-delete-yes": "button";
  "class-entry": "div";
  "class-entry-said": "p";
  "class-files": "input";
  "class-free-text": "input";
  "class-gone": "section";
  "class-have": "span";
  "class-hide-names": "input";
  "class-join": "input";
  "class-join-go": "button";
  "class-left": "p";
  "class-legend": "ul";
  "class-let-all": "button";
  "class-link": "p";
  "class-local": "p";
  "class-lock": "button";
  "class-markdown": "button";
  "class-open": "button";
  "class-opened": "ul";
  "class-panel": "div";
  "class-paper": "div";
  "class-pause": "button";
  "class-qr": "img";
  "class-renew": "button";
  "class-reveal": "button";
  "class-room": "div";
  "class-rule": "input";
  "class-seat": "dialog";
  "class-seat-answers": "ul";
  "class-seat-facts": "dl";
  "class-seat-let-in": "button";
  "class-seat-light": "button";
  "class-seat-map": "canvas";
  "class-seat-name": "h2";
  "class-seat-no": "button";
  "class-seat-open": "a";
  "class-seat-remove": "button";
  "class-seat-said": "p";
  "class-seat-sure": "div";
  "class-seat-yes": "button";
  "class-seats": "ul";
  "class-send": "button";
  "class-send-dialog": "dialog";
  "class-send-lesson": "select";
  "class-send-link": "input";
  "class-send-place": "button";
  "class-send-said": "p";
  "class-send-setup": "button";
  "class-send-step": "select";
  "class-slips": "button";
  "class-sort": "select";
  "class-summary": "p";
  "class-texts": "input";
  "class-told": "div";
  "class-typed": "details";
  "class-wall": "ul";
  "class-wall-none": "p";
  "classes": "select";
  "clip-norm": "select";
  "coach": "div";
  "coach-dismiss": "button";
  "coach-more": "button";
  "coach-said": "div";
  "coach-show": "button";
  "coach-text": "p";
  "coach-try": "button";
  "code-dialog": "dialog";
  "code-enlarge": "button";
  "color-scheme": "button";
  "compare": "details";
  "confusion": "table";
  "connection-message": "div";
  "contents": "nav";
  "contradictions": "p";
  "counts": "div";
  "discretize": "input";
  "dismiss": "button";
  "dock": "section";
  "dock-body": "div";
  "dock-fold": "button";
  "dock-grip": "div";
  "done-message": "div";
  "draw": "button";
  "draw-add": "button";
  "draw-bar": "div";
  "draw-clear": "button";
  "draw-count": "div";
  "draw-erase": "button";
  "draw-labels": "div";
  "draw-move": "button";
  "draw-restore": "button";
  "draw-said": "div";
  "draw-surface": "div";
  "draw-test": "button";
  "draw-train": "button";
  "draw-value": "input";
  "epoch": "div";
  "epochs-per-second": "div";
  "exact-match": "div";
  "exercise-goals": "div";
  "facts-table": "tbody";
  "filter-count": "span";
  "filter-family": "select";
  "filter-name": "input";
  "filter-network": "select";
  "formula-cancel": "button";
  "formula-dialog": "dialog";
  "formula-error": "div";
  "formula-field": "input";
  "formula-figure": "canvas";
  "formula-parameter": "input";
  "formula-use": "button";
  "function-chart": "div";
  "gap": "span";
  "goal": "select";
  "goal-also": "select";
  "goal-also-value": "input";
  "goal-reached": "span";
  "goal-value": "input";
  "grid-cap": "select";
  "grid-cell": "div";
  "grid-cell-facts": "ul";
  "grid-columns": "select";
  "grid-columns-add": "select";
  "grid-columns-values": "input";
  "grid-columns-wrong": "p";
  "grid-left": "span";
  "grid-legend": "div";
  "grid-progress": "div";
  "grid-results": "div";
  "grid-rows": "select";
  "grid-rows-add": "select";
  "grid-rows-values": "input";
  "grid-rows-wrong": "p";
  "grid-seeds": "select";
  "grid-shown": "select";
  "grid-start": "button";
  "grid-swap": "button";
  "grid-table": "table";
  "help": "button";
  "help-dialog": "dialog";
  "initial-bias": "input";
  "initializer": "select";
  "inspector": "div";
  "inspector-activation": "p";
  "inspector-error": "div";
  "inspector-formula": "p";
  "inspector-gradient": "dd";
  "inspector-history": "canvas";
  "inspector-name": "h2";
  "inspector-rows": "tbody";
  "inspector-update": "dd";
  "inspector-value": "input";
  "label-maps": "div";
  "layer-count": "span";
  "layer-dead": "dd";
  "layer-figure": "canvas";
  "layer-flat": "dd";
  "layer-formula": "button";
  "layer-gradient": "dd";
  "layer-learned": "dd";
  "layer-name": "h2";
  "layer-note": "p";
  "layer-saturated": "dd";
  "layer-slope": "dd";
  "layer-weights": "dd";
  "learning-rate": "select";
  "lesson": "section";
  "lesson-back": "button";
  "lesson-check": "button";
  "lesson-data": "details";
  "lesson-fold": "button";
  "lesson-leave": "button";
  "lesson-next": "button";
  "lesson-restart": "button";
  "lesson-said": "div";
  "lesson-step": "div";
  "lesson-where": "div";
  "live": "div";
  "load-network": "button";
  "loss-chart": "div";
  "more": "details";
  "more-datasets": "button";
  "more-summary": "span";
  "nav-activations": "a";
  "nav-class": "a";
  "nav-lessons": "a";
  "nav-playground": "a";
  "nav-race": "a";
  "network": "div";
  "network-canvas": "canvas";
  "network-card": "div";
  "network-file": "input";
  "network-fit": "button";
  "network-keys": "div";
  "network-spoken": "div";
  "network-task": "section";
  "network-task-close": "button";
  "network-value": "input";
  "new-weights": "button";
  "noise": "input";
  "notice": "div";
  "optimizer": "select";
  "output-figure": "div";
  "output-layer": "select";
  "output-line": "canvas";
  "output-loss": "div";
  "output-map": "canvas";
  "output-points": "canvas";
  "output-scale": "div";
  "outside": "p";
  "own-close": "button";
  "own-data": "button";
  "own-dialog": "dialog";
  "own-download": "button";
  "own-error": "p";
  "own-file": "input";
  "own-formula": "input";
  "own-text": "textarea";
  "own-use": "button";
  "palette": "button";
  "parameters": "div";
  "play": "button";
  "present": "button";
  "present-end": "button";
  "present-form": "form";
  "present-title": "input";
  "presented-title": "div";
  "probe-table": "tbody";
  "probe-z": "input";
  "problem": "select";
  "problem-message": "div";
  "race-add": "button";
  "race-base": "button";
  "race-batch": "select";
  "race-chart": "div";
  "race-code": "button";
  "race-curve": "select";
  "race-dataset": "select";
  "race-differs": "select";
  "race-edit": "div";
  "race-formula": "input";
  "race-hidden": "select";
  "race-lane": "div";
  "race-lanes": "ol";
  "race-learning-rate": "select";
  "race-link": "button";
  "race-log": "button";
  "race-match": "button";
  "race-noise": "select";
  "race-of-this": "a";
  "race-podium": "div";
  "race-seed": "input";
  "race-sizes": "strong";
  "race-speed": "select";
  "race-start": "select";
  "race-target": "select";
  "race-task": "section";
  "race-task-close": "button";
  "race-them": "button";
  "race-timeline": "input";
  "redo": "button";
  "regenerate": "button";
  "regularization": "select";
  "regularization-rate": "select";
  "reload": "button";
  "remove-layer": "button";
  "repeat-dialog": "dialog";
  "repeat-epochs": "input";
  "repeat-error": "p";
  "repeat-maps": "ul";
  "repeat-metric": "select";
  "repeat-progress": "progress";
  "repeat-range": "p";
  "repeat-runs": "select";
  "repeat-share": "p";
  "repeat-start": "button";
  "repeat-threshold": "input";
  "repeat-varies": "select";
  "report-csv": "button";
  "report-dialog": "dialog";
  "report-heading": "input";
  "report-markdown": "button";
  "report-name": "input";
  "report-none": "p";
  "report-print": "button";
  "report-runs": "div";
  "report-sheet": "article";
  "report-text": "textarea";
  "reset": "button";
  "reset-on-change": "input";
  "reset-slower": "button";
  "retry": "button";
  "runs-by-epochs": "button";
  "runs-by-gap": "button";
  "runs-by-number": "button";
  "runs-by-parameters": "button";
  "runs-by-score": "button";
  "runs-by-test": "button";
  "runs-by-train": "button";
  "runs-clear": "button";
  "runs-delete": "button";
  "runs-none": "p";
  "runs-open-race": "a";
  "runs-race": "button";
  "runs-repeat": "button";
  "runs-report": "button";
  "runs-restore": "button";
  "runs-rows": "tbody";
  "runs-said": "span";
  "samples": "input";
  "save-network": "button";
  "schedule": "select";
  "schedule-epochs": "input";
  "seat": "section";
  "seat-answered": "p";
  "seat-asked": "dialog";
  "seat-code": "input";
  "seat-fold": "button";
  "seat-hand-in": "button";
  "seat-join": "button";
  "seat-join-again": "button";
  "seat-join-dialog": "dialog";
  "seat-keep": "button";
  "seat-knocks": "p";
  "seat-leave": "button";
  "seat-name": "strong";
  "seat-not-now": "button";
  "seat-options": "div";
  "seat-question": "legend";
  "seat-state": "span";
  "seat-told": "div";
  "seat-undo": "button";
  "seat-wrong": "p";
  "seed": "input";
  "settings": "dialog";
  "settings-close": "button";
  "settings-open": "button";
  "share": "button";
  "share-ask": "button";
  "share-class": "button";
  "share-class-step": "button";
  "share-copied": "p";
  "share-copy": "button";
  "share-dialog": "dialog";
  "share-hand-in": "button";
  "share-link": "input";
  "share-lock": "input";
  "share-open": "a";
  "share-png": "button";
  "share-report": "button";
  "share-svg": "button";
  "shortcuts": "input";
  "show-all": "button";
  "show-output": "button";
  "show-test": "input";
  "signal-depth": "input";
  "signal-seed": "input";
  "signal-title": "h2";
  "signal-width": "input";
  "slope-chart": "div";
  "softmax-bars": "ul";
  "softmax-pair": "span";
  "softmax-sum": "p";
  "softmax-temperature": "input";
  "softmax-title": "h2";
  "speed": "select";
  "split-note": "p";
  "step": "button";
  "sweep-cap": "select";
  "sweep-count": "p";
  "sweep-faults": "ul";
  "sweep-left": "span";
  "sweep-others": "ul";
  "sweep-progress": "div";
  "sweep-ratios": "ul";
  "sweep-reached": "div";
  "sweep-seeds": "select";
  "sweep-start": "button";
  "sweep-strips": "div";
  "sweep-table": "tbody";
  "test-loss": "div";
  "test-score": "span";
  "timeline": "input";
  "timeline-epoch": "span";
  "train-loss": "div";
  "train-percent": "input";
  "train-score": "span";
  "undo": "button";
  "updated-message": "div";
  "weights": "div";
  "weights-tables": "div";
  "word-card": "div";
};

/** The tag of an id. */
export type Tag<I> =
  I extends keyof Tags ? Tags[I]
  : I extends `signal-${string}-initializer` ? "select"
  : I extends `signal-${string}-activation` ? "select"
  : I extends `layer-${number}-activation` ? "select"
  : I extends `layer-${number}-parameter` ? "input"
  : I extends `signal-${string}-backward` ? "div"
  : I extends `signal-${string}-forward` ? "div"
  : I extends `layer-${number}-dropout` ? "input"
  : I extends `softmax-logit-${number}` ? "input"
  : I extends `card-${string}-formula` ? "div"
  : I extends `class-filter-${string}` ? "button"
  : I extends `class-screen-${string}` ? "section"
  : I extends `layer-${number}-remove` ? "button"
  : I extends `share-${string}-hidden` ? "input"
  : I extends `share-preset-${string}` ? "button"
  : I extends `signal-${string}-words` ? "p"
  : I extends `layer-${number}-units` ? "span"
  : I extends `lesson-name-${string}` ? "h3"
  : I extends `dock-${string}-panel` ? "div"
  : I extends `layer-${number}-look` ? "button"
  : I extends `lesson-arc-${string}` ? "h2"
  : I extends `class-tab-${string}` ? "button"
  : I extends `layer-${number}-add` ? "button"
  : I extends `parameter-${string}` ? "input"
  : I extends `dataset-${string}` ? "button"
  : I extends `feature-${string}` ? "button"
  : I extends `layer-${number}` ? "div"
  : I extends `card-${string}` ? "article"
  : I extends `dock-${string}` ? "button"
  : I extends `pick-${string}` ? "button"
  : I extends `own-${string}` ? "select"
  : never;

/** The texts of the pages, and the places in each that are to be filled. */
export type Places = {
  playground: {
    aUnit: "layer" | "n";
    accuracy: never;
    aimMet: never;
    aimNotMet: never;
    andAccuracy: never;
    andR2: never;
    atAccuracy: never;
    atR2: never;
    batchesOf: "n";
    bias: never;
    biasOf: "to";
    biasRow: never;
    boardAway: never;
    brokenLink: "error";
    changed: "done";
    chart: "best" | "epoch" | "lowest" | "test" | "train";
    clippedAt: "n";
    confusion: never;
    confusionHeads: never;
    continued: "done";
    contradictions: "test" | "train";
    copyYourself: never;
    diverged: "epoch";
    dockFold: never;
    dockOpen: never;
    drawAdd: never;
    drawAdded: "count" | "label" | "x" | "y";
    drawAt: "x" | "y";
    drawClear: never;
    drawCount: "n" | "test" | "train";
    drawErase: never;
    drawErased: "count" | "n" | "x" | "y";
    drawFew: "more" | "n";
    drawHeld: "x" | "y";
    drawLeft: never;
    drawMost: "most";
    drawMove: never;
    drawNone: "x" | "y";
    drawPut: "x" | "y";
    dropped: never;
    earlier: "epoch" | "last";
    editNote: never;
    epochs: never;
    epochsPerSecond: "n";
    exact: "share";
    featureNote: never;
    fileFailed: never;
    fileOpened: "file";
    fileTooLarge: never;
    hiddenLayer: never;
    hiddenLayers: never;
    history: "first" | "from" | "last" | "to";
    initialBiases: "n";
    initialParameter: "symbol";
    initialWeights: "name";
    inside: "n";
    insideNone: never;
    isSelected: "what";
    keys: never;
    label: "name";
    labels: never;
    laneOpened: never;
    latest: "epoch";
    layerFigure: "epoch" | "limit" | "n" | "share";
    layerOf: "activation" | "units";
    layerTable: "n";
    learned: "low" | "start" | "symbol";
    learnedByLayer: "symbol";
    learnedByUnit: "symbol";
    learnedFigure: "figure" | "learned";
    learnedLayer: "learned" | "n";
    learnedOfUnits: "high" | "low" | "start" | "symbol";
    learnedRow: "symbol";
    learnedShapes: "shapes";
    line: "epoch" | "test" | "train";
    linkCopied: never;
    linkOpened: never;
    live: "epoch" | "test" | "train";
    lockedNote: never;
    look: "n" | "units";
    map: "epoch" | "test" | "train";
    network: "features" | "layers";
    networkTitle: "data";
    noAnswer: never;
    noNumber: "epoch" | "formula" | "layer" | "z";
    noTest: "classes";
    noTraining: "classes";
    none: never;
    notAllowed: never;
    notSentToClass: "error";
    offline: "seconds";
    outputAxis: never;
    outputNote: "activation";
    outputOf: "name";
    outputOfColumn: "name";
    outputOnly: never;
    outputShort: "unit";
    outputTable: never;
    outside: "all" | "n";
    outsideOne: "all";
    ownData: never;
    ownDataUsed: never;
    ownPreview: "n" | "problem";
    ownTooLarge: "most" | "size";
    ownUnread: never;
    parameter: never;
    parameterChanged: "lower" | "name";
    parameters: "n";
    pause: never;
    paused: never;
    penalized: "name" | "rate";
    pictureOf: "what";
    pieceOf: "piece" | "what";
    pieceShort: "piece" | "unit";
    pinned: "what";
    play: never;
    playedOn: never;
    presentKeys: never;
    r2: never;
    reached: "epoch";
    redo: "what";
    redone: "what";
    refused: "error";
    repeatAccuracy: never;
    repeatBad: never;
    repeatCancel: never;
    repeatDiverged: never;
    repeatGood: never;
    repeatOpened: "seed";
    repeatR2: never;
    repeatRange: "high" | "low" | "median";
    repeatRun: "loss" | "score" | "seed" | "verdict";
    repeatScore: "good" | "n" | "share" | "value";
    repeatStart: never;
    repeatTest: "good" | "n" | "share" | "value";
    repeatTrain: "good" | "n" | "share" | "value";
    reportChart: never;
    reportMap: never;
    reportRepeated: never;
    reportRun: "brief" | "epoch" | "number";
    reportSeeds: "brief" | "epochs";
    reportSetting: "facts" | "number";
    reportTitle: never;
    reportWeights: "brief" | "epochs";
    resetSlower: "rate";
    restarted: "done";
    runAgain: "epoch";
    runChange: "field" | "from" | "to";
    runDeleted: never;
    runDropout: "share";
    runEpoch: never;
    runLaneData: "number";
    runLaneNot: "number";
    runLaneSame: "number";
    runLoss: never;
    runMap: "number";
    runNote: never;
    runNoteOn: "number";
    runNumber: "number";
    runOfSeed: never;
    runOtherData: never;
    runOwnStart: never;
    runSame: never;
    runWentOn: "epoch";
    runsDeleted: "n";
    runsTooMany: "most" | "n";
    scheduled: "n" | "schedule";
    sendSettings: never;
    sendToClass: never;
    sentStepToClass: "code";
    sentToClass: "code";
    settings: never;
    slopeOf: "letter";
    snapshotFailed: never;
    snapshotTest: never;
    snapshotTrain: never;
    speed: "n";
    splitClasses: "n" | "share" | "train";
    splitHelps: never;
    splitPoints: "n" | "share" | "train";
    stepOf: "letter";
    stoppedAccuracy: "epoch" | "now" | "value";
    stoppedBoth: "epoch";
    stoppedEpoch: "epoch";
    stoppedGap: "epoch" | "now" | "value";
    stoppedGapAbove: "epoch" | "now" | "value";
    stoppedLoss: "epoch" | "now" | "value";
    stoppedPatience: "best" | "epoch" | "now" | "value";
    stoppedR2: "epoch" | "now" | "value";
    stoppedTrainLoss: "epoch" | "now" | "value";
    sumOf: "sum" | "what";
    sumShort: "sum" | "unit";
    testTaken: never;
    theOutput: never;
    toTest: "toTest";
    toTrain: "toTrain";
    trainTaken: never;
    trying: never;
    unanswered: never;
    undo: "what";
    undone: "what";
    unit: never;
    unitNote: "activation";
    unitShort: "unit";
    units: "n";
    unpinned: never;
    valueOf: "value" | "what";
    weightOf: "from" | "to";
    weightsOf: "all" | "n";
  };
  race: {
    accuracy: never;
    aheadNever: "faster" | "finished" | "seeds" | "slower";
    allLanes: never;
    badLink: "error";
    cancel: never;
    comparisons: "n";
    complete: "done";
    copied: never;
    copy: never;
    dead: never;
    diverged: "epoch" | "name";
    divergedShort: "epoch";
    epoch: never;
    epochsPerSecond: "n";
    equalParameters: "high" | "low";
    equalUnits: "high" | "low";
    fault: "formula" | "layer" | "z";
    fewSeeds: "fewest" | "seeds";
    finished: "epoch";
    gradient: "layer";
    gridAdd: never;
    gridBest: never;
    gridBetter: never;
    gridCaption: "columns" | "goal" | "rows" | "seeds" | "shown";
    gridCell: "column" | "row" | "value";
    gridFactEpochs: "value";
    gridFactFault: "fault";
    gridFactLoss: "value";
    gridFactScore: "value";
    gridFactSure: "value";
    gridFaults: "count";
    gridNone: never;
    gridOf: "all" | "done";
    gridRun: never;
    gridRuns: never;
    gridStopped: "count";
    gridWorse: never;
    learned: "low" | "start" | "symbol";
    learnedLayer: "learned" | "n";
    learnedOfUnits: "high" | "low" | "start" | "symbol";
    learnedShapes: "shapes";
    left: "all" | "done" | "seconds";
    lossBelow: "target";
    map: "epoch" | "name" | "test";
    matchTo: "n" | "name" | "of";
    median: "n";
    msPerEpoch: "ms";
    never: never;
    noAnswer: never;
    noNumber: "epoch" | "formula" | "layer" | "name" | "z";
    nothing: "faster" | "slower";
    offline: "seconds";
    oftenClear: "often" | "rest" | "seldom" | "share";
    oftenUnsure: "often" | "rest" | "seldom" | "share";
    ownData: never;
    ownTitle: "data" | "differs";
    parameter: never;
    parameters: "n";
    pause: never;
    paused: never;
    place: "epoch" | "name" | "place";
    places: never;
    play: never;
    podium: "goal";
    presentKeys: never;
    provisional: "all" | "done";
    r2: never;
    refused: "error";
    run: "epochs" | "name" | "seed";
    runDiverged: "epochs" | "name" | "seed";
    runFault: "epochs" | "fault" | "name" | "seed";
    runNever: "epochs" | "name" | "seed";
    saturated: never;
    scoreAtLeast: "target";
    sooner: "faster" | "high" | "low" | "ratio" | "seeds" | "slower" | "wins";
    soonerOpen: "faster" | "low" | "seeds" | "slower" | "wins";
    soonerUntold: "faster" | "seeds" | "slower" | "wins";
    speed: "n";
    sweep: "n";
    sweepFault: "count" | "fault" | "name" | "runs";
    sweepProgress: never;
    trying: never;
    unanswered: never;
    unequal: "high" | "low";
    unfinished: never;
    unsure: "faster" | "high" | "losses" | "low" | "ratio" | "seeds" | "slower" | "wins";
    unsureOpen: "faster" | "losses" | "seeds" | "slower" | "wins";
    waiting: "all" | "done";
  };
  activations: {
    accuracy: never;
    arrives: "share";
    brokenLink: "error";
    chosenCount: "most" | "n";
    epochsPerSecond: "n";
    explodes: "factor";
    flat: "limit";
    functionsTitle: never;
    gain: "gradient" | "signal";
    keeps: "factor";
    layer: "layer";
    learned: "low" | "start" | "symbol";
    learnedLayer: "learned" | "n";
    learnedOfUnits: "high" | "low" | "start" | "symbol";
    learnedShapes: "shapes";
    noAnswer: never;
    noGain: never;
    offline: "seconds";
    overflows: "layer";
    pair: "sigmoid" | "softmax";
    parameter: never;
    parameters: "n";
    pause: never;
    paused: never;
    play: never;
    presentKeys: never;
    r2: never;
    refused: "error";
    shownCount: "most" | "n";
    single: never;
    size: "size";
    speed: "n";
    sum: "sum";
    trying: never;
    unanswered: never;
    vanishes: "factor";
    zero: never;
    zeros: "percent";
  };
  lessons: {
    again: never;
    and: "one" | "other";
    answer: never;
    asPredicted: never;
    askNoLink: never;
    askNotMet: never;
    askRemove: "what";
    askTitle: never;
    badNumber: "high" | "low";
    broken: never;
    checkTitle: never;
    chooseFirst: never;
    down: "what";
    drawn: never;
    drawnAlone: never;
    drawnToo: never;
    finish: never;
    finished: never;
    fold: never;
    guessed: never;
    happened: never;
    hint: never;
    hintReady: never;
    isSo: never;
    left: never;
    locked: never;
    met: never;
    moved: "all" | "n" | "what";
    next: never;
    nextLesson: never;
    noIdea: never;
    notDone: never;
    notMet: never;
    notMetRuns: "all" | "n";
    notQuite: never;
    number: "high" | "low";
    predict: never;
    predictTitle: never;
    predicted: never;
    restarted: never;
    reveal: never;
    revealTitle: never;
    runDone: "epoch";
    runEpoch: "epoch";
    runFree: never;
    runStop: "stop";
    runTitle: never;
    seenTitle: never;
    sketch: never;
    sketchLoss: "epoch";
    sketchMap: never;
    skip: never;
    slideKeys: never;
    stopEpoch: "value";
    stopGap: "value";
    stopGapAbove: "value";
    stopPatience: "value";
    stopScore: "value";
    stopTestLoss: "value";
    stopTrainLoss: "value";
    surprised: never;
    thanks: never;
    toStep: "n";
    unfold: never;
    up: "what";
    where: "all" | "n";
    whereDone: "all" | "n";
    whereSkipped: "all" | "n";
    yes: never;
    yours: never;
  };
  seat: {
    again: "before";
    againNoIdea: never;
    againNothing: never;
    answered: never;
    away: never;
    busy: never;
    close: never;
    coming: "code";
    ended: never;
    fixed: never;
    fold: never;
    handedIn: "file";
    in: never;
    join: never;
    joining: never;
    leave: never;
    left: never;
    locked: never;
    outside: never;
    paused: never;
    question: "text";
    removed: never;
    sent: never;
    sentPlace: never;
    title: "code";
    unanswered: never;
    unfold: never;
    waiting: never;
    wrongCode: never;
  };
  class: {
    about: "code" | "left" | "students";
    accuracy: never;
    allow: never;
    answers: "n";
    asFigure: never;
    asTable: never;
    asked: never;
    back: never;
    badLink: never;
    badQuestion: never;
    beyond: never;
    boardAway: never;
    closeCode: never;
    closeQuestion: never;
    code: "letters";
    codeClosed: never;
    copyYourself: never;
    curvesAbove: "n";
    curvesEnd: "epoch" | "loss" | "name";
    curvesEpoch: never;
    curvesFew: "fewest" | "n";
    curvesHalf: "low" | "median" | "n";
    curvesLoss: never;
    curvesNote: never;
    curvesOne: never;
    dataset: never;
    deleted: "answers" | "students";
    deletes: "answers" | "students";
    disallow: never;
    ended: never;
    endsBy: "time";
    epoch: never;
    epochsAlike: never;
    epochsAxis: never;
    epochsDiffer: "fields";
    epochsEarly: "n" | "name";
    epochsFew: "n";
    epochsHalf: "epoch" | "n" | "name";
    epochsHalfToo: "epoch" | "n" | "name";
    epochsLeft: "n";
    epochsMedian: never;
    epochsNever: "n" | "name" | "never";
    epochsNeverBand: never;
    epochsNone: "n" | "name" | "never";
    epochsOf: "finish" | "task";
    epochsPerSecond: "n";
    epochsPool: "finish" | "task";
    epochsRepeated: "n";
    epochsRun: "epoch" | "name";
    epochsStopped: "first" | "last" | "name";
    epochsStoppedAt: "at" | "name";
    epochsUncounted: "n";
    few: "n";
    figureCurves: never;
    figureEpochs: never;
    figureGuesses: never;
    figureNone: never;
    figureSizes: never;
    figureTexts: never;
    figureVotes: never;
    figures: never;
    filesAway: never;
    filesBad: "list";
    filesBadOne: "file" | "why";
    filesBig: never;
    filesForm: never;
    filesMore: never;
    filesMoreBad: "n";
    filesNone: never;
    filesSame: "n";
    filesSameOne: never;
    filesStay: never;
    filesTooMany: "most";
    filesTooMuch: "most";
    filesUnnamed: "n";
    filesUnread: never;
    filesVersion: never;
    goOn: "code";
    goOnAll: never;
    goOnClosed: never;
    guessAxis: never;
    guessFrom: never;
    guessTo: never;
    guessesAfter: "high" | "low" | "median" | "n";
    guessesAfterFew: "high" | "low" | "n";
    guessesFew: "high" | "low" | "n";
    guessesOne: "high" | "low" | "median" | "n";
    have: "all" | "n";
    hide: never;
    hours: "h" | "m";
    learned: "low" | "start" | "symbol";
    learnedLayer: "learned" | "n";
    learnedOfUnits: "high" | "low" | "start" | "symbol";
    learnedShapes: "shapes";
    lesson: never;
    lessonByLink: never;
    letAllIn: "n";
    letIn: never;
    lightCurve: never;
    lightData: "name";
    lightLane: "name";
    lightMap: "name";
    lightNext: never;
    lightNoLane: "name";
    lightNoLink: never;
    lightNoMap: never;
    lightNone: never;
    lightOpen: never;
    lightOpenTitle: never;
    lightPrevious: never;
    lightRace: never;
    lightRaceAll: never;
    lightRaceClear: never;
    lightRaceFailed: never;
    lightRaceFewest: never;
    lightRaceFirst: "most";
    lightRaceHint: "most";
    lightRaceOpen: "n";
    lightRaceTooMany: "most" | "n";
    lightSame: "name";
    lightWho: never;
    linkCopied: never;
    lock: never;
    lockedSaid: never;
    medianOf: never;
    minutes: "m";
    network: never;
    neverCell: "n" | "share";
    next: never;
    noAnswer: never;
    noCode: never;
    noHidden: never;
    noIdea: never;
    noLesson: never;
    noSeats: never;
    nobodyYet: never;
    noneOfThese: never;
    notDone: never;
    notLoaded: never;
    notOpened: never;
    ofData: never;
    ofFinish: never;
    ofOther: never;
    ofQuestion: never;
    offline: "seconds";
    oneAnswer: never;
    oneRun: never;
    oneStudent: never;
    openCode: never;
    openIt: never;
    openQuestion: never;
    optionNumber: "n";
    ownQuestion: never;
    parameter: never;
    parameters: "n";
    parametersName: never;
    pause: never;
    pauseAll: never;
    paused: never;
    pausedSaid: never;
    play: never;
    predictAgain: never;
    r2: never;
    refused: "error";
    removed: "name";
    reportName: never;
    reportQuestions: never;
    reportRuns: never;
    reportSeats: never;
    reportTitle: "date";
    reveal: never;
    revealedSaid: never;
    runs: "n";
    score: never;
    sent: never;
    sizesAxis: never;
    sizesBest: "best" | "n" | "score";
    sizesDot: "name" | "parameters" | "score";
    sizesNewest: "all" | "n";
    sizesOne: "best" | "score";
    sizesSmaller: "best" | "least" | "n" | "near" | "score";
    slip: never;
    slipCode: "code";
    slipJoin: never;
    slipNumbers: "epoch" | "loss";
    slipsWait: never;
    speed: "n";
    state: never;
    step: "n" | "says";
    student: never;
    students: "n";
    summary: "answers" | "runs" | "students";
    tableAccuracy: never;
    tableActivation: never;
    tableEpoch: never;
    tableFew: never;
    tableFinish: never;
    tableLoss: never;
    tableMedian: never;
    tableNever: never;
    tableNeverSure: never;
    tableParameters: never;
    tableR2: never;
    tableRuns: never;
    tableSure: never;
    takeBack: never;
    testLoss: never;
    textsOne: never;
    textsSaid: "n";
    tileLoss: "loss";
    tileNumbers: "epoch";
    tileStep: "n";
    toldPlace: "all" | "n" | "title";
    toldQuestion: "all" | "n";
    toldSetup: never;
    toldVote: "all" | "n";
    trainLoss: never;
    trying: never;
    typed: "n" | "seen";
    unanswered: never;
    unlock: never;
    unlockedSaid: never;
    unnamed: "n";
    unpausedSaid: never;
    unrevealedSaid: never;
    voteAgain: never;
    votesAfter: never;
    votesBefore: never;
    votesCell: "all" | "n" | "share";
    votesCount: never;
    votesFirst: never;
    votesLast: never;
    votesLevel: "all" | "n" | "options";
    votesMinds: "both" | "changed";
    votesMindsNone: "both";
    votesMost: "all" | "n" | "option";
    votesOption: never;
    waiting: "n" | "students";
  };
};

/** The run has a hidden layer with this activation. */
export type ActivationCheck = {
  kind: "activation";
  key: string;
};

/** Every one of these holds. */
export type AllCheck = {
  kind: "all";
  of: (NumberCheck | DivergedCheck | NoProgressCheck | FeaturesCheck | ActivationCheck | SettingCheck | WeightCheck | ByHandCheck | FinishedCheck | SweepCheck | RunsCheck | AllCheck | AnyCheck | NotCheck)[];
};

/** What else has to hold at the epoch of a goal. */
export type Also = {
  kind: "test_loss" | "train_loss" | "test_score" | "gap" | "gap_above";
  value: number;
};

/** What a student has said or done: a choice, a number, a text, a run that ended, a check that holds. */
export type Answer = {
  key: string;
  kind: "choice" | "number" | "text" | "run" | "check";
  lesson?: string | "";
  step?: string | "";
  vote?: number;
  choice?: string[];
  number?: number | null;
  text?: string;
  words?: Wording | null;
  run?: Row | null;
  reached?: number | null;
};

/** One of these holds. */
export type AnyCheck = {
  kind: "any";
  of: (NumberCheck | DivergedCheck | NoProgressCheck | FeaturesCheck | ActivationCheck | SettingCheck | WeightCheck | ByHandCheck | FinishedCheck | SweepCheck | RunsCheck | AllCheck | AnyCheck | NotCheck)[];
};

/** A question about a set-up. */
export type Asked = {
  setup: string;
  title?: string;
  say?: string;
  question: string;
  kind?: "choice" | "number" | "text";
  first?: boolean;
  options?: string[];
  right?: number | null;
  of?: "accuracy" | "r2" | "test_loss" | "train_loss" | "gap" | null;
  value?: number | null;
  within?: number;
  run?: "stop" | "epochs" | "free" | "none";
  epochs?: number;
  checks?: AskedCheck[];
  solved?: number;
  earlier?: string[];
  order?: number[];
};

/** What is to be done: of a kind, with its number; of "diverged" there is none. */
export type AskedCheck = {
  kind: "test_loss" | "train_loss" | "gap" | "accuracy" | "r2" | "epoch" | "units" | "parameters" | "features" | "runs" | "diverged";
  value?: number;
};

/** What somebody has chosen for an axis, and its values as they were typed. */
export type AxisText = {
  field: string;
  text: string;
};

/** The lowest test loss so far, and the first epoch that had it. */
export type Best = {
  loss: number;
  epoch: number;
};

/** The lowest test loss so far, and its epoch. */
export type BestSeen = {
  loss: number;
  epoch: number;
};

/** Somebody has set a weight or a bias by hand since the step began. */
export type ByHandCheck = {
  kind: "by_hand";
};

/** The runs of a cell of a grid, and the loss curve of each. */
export type CellRuns = {
  runs: Run[];
  curves: number[][];
};

/** Links of the playground, each once, and runs of them. */
export type ClassRunsRequest = {
  links: string[];
  runs?: RunEnded[];
};

/** A run: its set-up, its history since that was chosen (epoch, losses, scores), the last look at its layers. */
export type CoachRequest = {
  experiment: Experiment;
  history: [number, number, number, number, number][];
  layers?: LayersSeen | null;
  said?: string | null;
  silenced?: string[];
};

/** A whole address, as browsers write it: no spaces, and percent signs for what is not ASCII. */
export type CodeRequest = {
  text: string;
};

/** What a column was called ("": nothing), and how its values were brought to the axes. */
export type Column = {
  name: string;
  offset: number;
  factor: number;
};

/** What holds for all pages of a class until the teacher says otherwise. */
export type Console = {
  setup?: Setup | null;
  place?: Place | null;
  paused?: boolean;
  locked?: boolean;
  reveal?: boolean;
  hide_names?: boolean;
  question?: Question | null;
};

/** Who is taken for whom, and the share of samples of which all labels are right. */
export type Counts = {
  counts: number[][];
  exact: number;
};

/** An activation and its parameter; left out, the parameter is the default. Only "custom" has a formula. */
export type CurveChoice = {
  key: string;
  parameter?: number | null;
  formula?: string | null;
};

/** The points of an experiment, the training points first. */
export type Data = {
  points: string;
  train: number;
  curve: boolean;
  most: [number, number];
};

/** The three columns, and the classes: those of -1 and +1, or those from 0 on; "" is one without a name. */
export type DataNames = {
  x: Column;
  y: Column;
  label: Column;
  classes: string[];
};

/** The run diverged. */
export type DivergedCheck = {
  kind: "diverged";
};

/** All choices of a run. Fields left out take the defaults of their problem. */
export type Experiment = {
  problem: string;
  dataset: string;
  samples: number;
  noise: number;
  train_percent: number;
  seed: number;
  weights_seed: number | null;
  points: [number, number, number][] | null;
  train_points: number | null;
  names: DataNames | null;
  features: string[];
  hidden: Layer[];
  classes: number;
  output: string;
  loss: string;
  learning_rate: number;
  batch_size: number;
  optimizer: string;
  clip_norm: number;
  schedule: string;
  schedule_epochs: number;
  regularization: string;
  regularization_rate: number;
  initializer: string;
  initial_bias: number;
};

/** A hidden layer, from 1, of which the formula has no number at z. */
export type FaultTold = {
  layer: number;
  formula: string;
  z: number;
};

/** The run has these features and no others (``only``), or at least them. */
export type FeaturesCheck = {
  kind: "features";
  keys: string[];
  only: boolean;
};

/** Which functions the list of the page of activations shows, see ``nn_core.formats.links.activation``. */
export type FilterChoice = {
  find?: string;
  family?: string;
  network?: string;
};

/** In a race these lanes were the first to finish, in this order; or at least ``lanes`` finished. */
export type FinishedCheck = {
  kind: "finished";
  order: string[];
  lanes: number;
};

/** A unit of a layer (the output layer, too) or, without a layer, one of all features. */
export type Focus = {
  layer: number | null;
  unit: number;
};

/** One unit, or without a layer one feature, as large as the output. */
export type FocusPicture = {
  layer: number | null;
  unit: number;
  pixels: string;
};

/** A moment of one lane, complete in itself; what is optional was visible, or was asked for. */
export type Frame = {
  epoch: number;
  state: string;
  train_loss: number;
  test_loss: number;
  train_score: number;
  test_score: number;
  outputs: string;
  train_rmse?: number;
  test_rmse?: number;
  curve?: (number | null)[];
  confusion?: Counts;
  units?: string;
  focus?: FocusPicture;
  diagnostics?: Signs;
  layers?: LayerSigns;
  layer?: LayerPicture;
  shapes?: ShapeTold[];
  gradients?: string;
  seconds?: number | null;
  finished?: number | null;
  best?: BestSeen;
};

/** A race as the page holds it, and as links were once. What is left out is as usual. */
export type Given = {
  base: Record<string, unknown>;
  differs?: string;
  lanes?: string[];
  start?: "uniform" | "matched";
  metric?: "test_loss" | "test_score";
  target?: string | number;
  names?: Record<string, unknown> | null;
  fields?: Record<string, unknown> | null;
};

/** What to stop at: ``value`` is an epoch, a loss, a test score, a gap, or for how many epochs to be patient. */
export type Goal = {
  kind: "epoch" | "test_loss" | "train_loss" | "test_score" | "gap" | "gap_above" | "patience";
  value: number;
  also?: Also | null;
  passed?: boolean;
  best?: Best | null;
};

/** A grid of a race; with a ``row``, a ``column`` or both what is to be opened: a race, or one network. */
export type GridRequest = {
  race: Given;
  rows: AxisText;
  columns: AxisText;
  seeds: number;
  cap: number;
  points: number;
  row?: number | null;
  column?: number | null;
};

/** A hint, and when it is offered: after so many seconds, or so many runs that ended without success. */
export type HintTold = {
  seconds: number;
  runs: number;
  text: TextNode[];
};

/** One run: which lane with which seed, and where it stands if it has begun. */
export type Job = {
  lane: number;
  seed: number;
  state?: string | null;
  seconds?: number;
};

/** One network: its experiment, and its state as base64 (none: start it). */
export type Lane = {
  experiment: Experiment;
  state?: string | null;
  made_by?: Experiment | null;
  split?: Split | null;
  race?: OfRace | null;
};

/** The frames of a lane; with its data also what stays the same while it trains. */
export type LaneAnswer = {
  frames: Frame[];
  stopped: Stopped | null;
  experiment?: Experiment;
  data?: Data;
  link?: string;
  parameters?: number;
  curves?: number[][];
  split?: SplitTold;
};

/** What lanes are compared by: the seeds of a lane's runs, and the epochs of each; None where it never finished. */
export type LaneRuns = {
  lane: number;
  seeds: number[];
  epochs: (number | null)[];
};

/** A hidden layer: how many units, their activation, and the activation's parameter if it has one. */
export type Layer = {
  units: number;
  activation: string;
  parameter: number | null;
  formula: string | null;
  dropout: number;
};

/** The pre-activations of a layer, and its activation over their range. */
export type LayerPicture = {
  index: number;
  limit: number;
  counts: number[];
  f: number[];
  df: number[];
  flat: number[];
  start: number[];
  units: number[][];
  learned: LearnedTold[];
};

/** How each hidden layer does. */
export type LayerSigns = {
  dead: number[];
  saturated: number[];
  mean_slopes: (number | null)[];
  gradient_norms: (number | null)[];
};

/** What a frame said of the hidden layers, and of all gradients; None is what JSON can't carry. */
export type LayersSeen = {
  dead: number[];
  saturated: number[];
  gradient_norms: (number | null)[];
};

/** A parameter of an activation that is learned: where it began, and what it is, or what it is for each unit. */
export type LearnedTold = {
  symbol: string;
  start: number;
  values: number[];
};

/** The key of a lesson, or a lesson that is in its link. */
export type LessonRequest = {
  key: string;
};

/** A lesson, as the rail shows it; ``then`` is the key of the lesson after it, "" after the last. */
export type LessonTold = {
  key: string;
  arc: string;
  title: string;
  learn: TextNode[];
  minutes: number;
  level: number;
  language: string;
  steps: StepTold[];
  then: string;
};

/** The text behind the # of the address of a page, to be read; or a race or functions, to be written. */
export type LinkRequest = {
  page?: "playground" | "race" | "activations";
  text?: string | null;
  race?: Given | null;
  runs?: string[] | null;
  names?: string[];
  functions?: CurveChoice[] | null;
  filter?: FilterChoice | null;
};

/** The text of a file, to be read. */
export type LoadRequest = {
  text: string;
};

/** After ``epochs`` or more, the training loss has fallen by less than a share ``fell`` of what it was at first. */
export type NoProgressCheck = {
  kind: "no_progress";
  epochs: number;
  fell: number;
};

/** This does not hold. */
export type NotCheck = {
  kind: "not";
  of: NumberCheck | DivergedCheck | NoProgressCheck | FeaturesCheck | ActivationCheck | SettingCheck | WeightCheck | ByHandCheck | FinishedCheck | SweepCheck | RunsCheck | AllCheck | AnyCheck | NotCheck;
};

/** A number of a run is in these bounds; the accuracy is that of the test data, a share of 1. */
export type NumberCheck = {
  kind: "number";
  of: "test_loss" | "train_loss" | "gap" | "accuracy" | "train_accuracy" | "r2" | "epoch" | "layers" | "units" | "parameters" | "features" | "points";
  below: number | null;
  above: number | null;
  at_least: number | null;
  at_most: number | null;
};

/** What a lane of a race has of its own, a text as in ``nn_core.study.race_rules``; all else is its experiment's. */
export type OfRace = {
  differs: string;
  lane: string;
  start?: "uniform" | "matched";
};

/** An option of a question; the feedback is for who has chosen it. */
export type OptionTold = {
  key: string;
  text: TextNode[];
  feedback: TextNode[];
};

/** A step of a lesson, which has a name or is all in its link. */
export type Place = {
  lesson: string;
  step: string;
  sent?: number;
};

/** What all are asked at once. */
export type Question = {
  key: string;
  text: string;
  options: string[];
  keys?: string[];
  vote?: number;
  open?: boolean;
};

/** A question; see ``Question`` in app/lessons/form.py for what each kind has, and what is right. */
export type QuestionTold = {
  kind: "choice" | "several" | "order" | "number" | "curve" | "text";
  text: TextNode[];
  options: OptionTold[];
  right: string[];
  value: number | null;
  of: string | null;
  within: number;
  low: number;
  high: number;
  percent: boolean;
  epochs: number;
};

/** A table, as text or as the bytes of a file (base64), and what a person has chosen; the rest is found out. */
export type ReadRequest = {
  text?: string | null;
  data?: string | null;
  encoding?: string | null;
  columns?: [number, number, number] | null;
  header?: boolean | null;
  problem?: string | null;
  decimal?: "point" | "comma" | null;
  missing?: "refuse" | "drop" | null;
};

/** What the network of a seat does now, and where the student is. */
export type Row = {
  page?: "playground" | "race" | "activations";
  link?: string;
  doing?: "idle" | "playing" | "stuck" | "done" | "diverged";
  epoch?: number;
  train_loss?: number | null;
  test_loss?: number | null;
  dataset?: string | "";
  score?: number | null;
  regression?: boolean;
  parameters?: number;
  activations?: string[];
  units?: number[];
  map?: string;
  curve?: ([number, number | null])[];
  lesson?: string | "";
  step?: string | "";
};

/** A finished run as the browser keeps it; see ``nn_core.study.race.RunResult``. */
export type Run = {
  lane: number;
  seed: number;
  epochs_to_target: number | null;
  epochs: number;
  train_loss: number;
  test_loss: number;
  train_score: number;
  test_score: number;
  diverged: boolean;
  seconds: number;
  fault?: RunFault | null;
};

/** How a run ended: the place of its link, its epochs, and the epoch of its stop condition if that was met. */
export type RunEnded = {
  link: number;
  epochs: number;
  reached?: number | null;
};

/** Why a run stopped: in a hidden layer, from 1, the formula has no number at z. */
export type RunFault = {
  layer: number;
  formula: string;
  z: number;
};

/** A run to its stop condition, and at most for so many epochs (0: for as long as it takes). */
export type RunTold = {
  stop: StopTold[];
  epochs: number;
};

/** At least so many runs since the step began (the present one, too) for which ``of`` holds. */
export type RunsCheck = {
  kind: "runs";
  at_least: number;
  of: NumberCheck | DivergedCheck | NoProgressCheck | FeaturesCheck | ActivationCheck | SettingCheck | WeightCheck | ByHandCheck | FinishedCheck | SweepCheck | RunsCheck | AllCheck | AnyCheck | NotCheck | null;
  different: string | null;
};

/** An experiment and a state of it, to be written. */
export type SaveRequest = {
  experiment: Experiment;
  state: string;
};

/** A field of the set-up is this (``equals``), or, with nothing, another one than the step began with. */
export type SettingCheck = {
  kind: "setting";
  field: string;
  equals: number | string | null;
};

/** What all pages are to open. */
export type Setup = {
  page: "playground" | "race" | "activations";
  link: string;
  sent?: number;
};

/** A network, and how many parameters it is to have. */
export type ShapeRequest = {
  experiment: Experiment;
  parameters: number;
};

/** What f has become in a layer that learns parameters of it, or in each of its units, and how it began. */
export type ShapeTold = {
  layer: number;
  learned: LearnedTold[];
  start: number[];
  curves: number[][];
};

/** How the whole network does: shares of units, and a gradient norm for each layer. */
export type Signs = {
  dead: number;
  saturated: number;
  gradient_norms: (number | null)[];
};

/** Split your points again, see ``nn_core.experiment.splits``; so far the first ``train`` of them train. */
export type Split = {
  train: number;
  kind?: "share" | "new" | "least";
};

/** How points were split again, and how many changed sides. */
export type SplitTold = {
  kind: string;
  to_train: number;
  to_test: number;
};

/** The runs of a lane, or of cells, to be summed up, or the lanes of a race up to a cap, to be compared. */
export type StatisticsRequest = {
  first?: Run[] | null;
  lanes?: LaneRuns[] | null;
  cells?: CellRuns[] | null;
  cap?: number;
};

/** A step, in the order in which it goes: say, set up, predict, run, observe, ask, check, reveal. */
export type StepTold = {
  key: string;
  page: "playground" | "race" | "activations";
  setup: string | null;
  hide: string[];
  lock: boolean;
  point: string | null;
  say: TextNode[];
  predict: QuestionTold | null;
  run: RunTold | null;
  ask: QuestionTold | null;
  check: NumberCheck | DivergedCheck | NoProgressCheck | FeaturesCheck | ActivationCheck | SettingCheck | WeightCheck | ByHandCheck | FinishedCheck | SweepCheck | RunsCheck | AllCheck | AnyCheck | NotCheck | null;
  goal: TextNode[];
  reveal: TextNode[];
  hints: HintTold[];
};

/** One of the conditions at which a run is over; all of them have to be met at once. */
export type StopTold = {
  kind: string;
  value: number;
};

/** Why a lane trains no more, and since which epoch; the ``fault`` is that of a formula, if it is one's. */
export type Stopped = {
  reason: string;
  epoch: number;
  fault?: FaultTold;
};

/** A race or a set-up was repeated with at least so many seeds, to the end. */
export type SweepCheck = {
  kind: "sweep";
  seeds: number;
};

/** Runs to do: each until the ``metric`` is at ``target``, or for ``cap`` epochs. */
export type SweepRequest = {
  lanes: Experiment[];
  jobs: Job[];
  target: number;
  cap: number;
  metric?: "test_loss" | "train_loss" | "test_score";
  points?: number | null;
};

/** A piece of text: the kinds "text" and "code" have ``text``, all others have children. */
export type TextNode = {
  kind: "paragraph" | "list" | "ordered" | "item" | "strong" | "em" | "code" | "link" | "text";
  text: string;
  to: string;
  children: TextNode[];
};

/** The lanes, in the order of the request; or why it was refused. */
export type TickAnswer = {
  run: number | null;
  request: number | null;
  lanes?: LaneAnswer[];
  error?: string;
};

/** What the browser asks for: some frames, each some epochs after the one before it. */
export type TickRequest = {
  run: number;
  request: number;
  lanes: Lane[];
  epochs?: number;
  frames?: number;
  view?: View;
  played?: number;
};

/** What is new on a page, and the revision of the console that it knows. */
export type ToSync = {
  seat: number;
  secret: string;
  since?: number;
  row?: Row | null;
  answers?: Answer[];
};

/** What is visible, and so computed: the pictures of the hidden units, the data, the diagnostics, the gradients. */
export type View = {
  units?: boolean;
  data?: boolean;
  diagnostics?: boolean;
  layer?: number | null;
  focus?: Focus | null;
  gradients?: boolean;
  pixels?: number;
  target?: number | null;
  metric?: "test_loss" | "train_loss" | "test_score";
  goal?: Goal | null;
};

/** A weight or a bias of the network is further from 0 than ``beyond``; of the ``bias`` or ``weight`` only. */
export type WeightCheck = {
  kind: "weight";
  beyond: number;
  what: "any" | "weight" | "bias";
};

/** What a question says of a lesson that is in its link, which the teacher's page may not have. */
export type Wording = {
  text: string;
  options?: string[];
  keys?: string[];
};

/** An experiment whose points are wanted as a table. */
export type WriteRequest = {
  experiment: Experiment;
};
