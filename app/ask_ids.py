"""The ids of asking something about a set-up."""

SHARE_ASK, ASK_DIALOG, ASK_ERROR, ASK_HIDDEN = "share-ask", "ask-dialog", "ask-error", "ask-hidden"

# The question
ASK_QUESTION, ASK_FIRST, ASK_KIND = "ask-question", "ask-first", "ask-kind"
ASK_OPTIONS, ASK_RIGHT = "ask-options", "ask-right"
ASK_OF, ASK_VALUE, ASK_WITHIN = "ask-of", "ask-value", "ask-within"

# What is to be done
ASK_RUN, ASK_EPOCHS = "ask-run", "ask-epochs"
ASK_CHECK, ASK_CHECK_VALUE, ASK_ALSO, ASK_ALSO_VALUE = "ask-check", "ask-check-value", "ask-also", "ask-also-value"

# What else it can have
ASK_SAY, ASK_NAME = "ask-say", "ask-name"
ASK_EARLIER, ASK_ADD, ASK_ORDER = "ask-earlier", "ask-add", "ask-order"

# What becomes of it
ASK_PREVIEW, ASK_LINK, ASK_COPY, ASK_COPIED = "ask-preview", "ask-link", "ask-copy", "ask-copied"
ASK_OPEN, ASK_DOWNLOAD = "ask-open", "ask-download"
