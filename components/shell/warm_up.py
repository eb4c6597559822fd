"""Imports everything that pages import, so that the first visitor does not wait for it."""

import streamlit_authenticator  # noqa: F401

import components.shell.auth
import components.shell.frame
import components.shell.menu
import components.ui.tables  # noqa: F401
