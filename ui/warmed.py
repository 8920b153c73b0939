"""Importing this makes a process ready to work: it loads library and dictionary, which its forks share."""

import gc

from ui.work import analyse

analyse("贷款人有权读取借款人的通讯录。")
gc.freeze()  # else the first collection in a fork would copy all of it
