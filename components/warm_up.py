"""Imports everything that pages import, so that the first visitor does not wait for it."""

import streamlit_authenticator  # noqa: F401

import components.auth
import components.hall
import components.menu
import components.tables  # noqa: F401
