"""Importing this makes a process ready to work: it loads library and dictionary, which its forks share."""

import gc

from analyzer.batch.setting import Setting
from analyzer.batch.working import prepare
from analyzer.isolation.limits import Limits
from clause_patterns import load_library

prepare(Setting.here(load_library(), Limits()))
gc.freeze()  # else the first collection in a fork would copy all of it
