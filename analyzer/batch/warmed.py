"""Importing this makes a process ready to work: it loads library and dictionary, which its forks share."""

import gc

from analyzer.batch.working import analyzer_with
from clause_patterns import load_library

analyzer_with(load_library()).analyze("贷款人有权读取借款人的通讯录。")
gc.freeze()  # else the first collection in a fork would copy all of it
