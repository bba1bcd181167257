import { defineError } from '../../../core/errors'

/** No `python3` on the PATH, or one too old for JupyterLab. */
export const PythonMissing = defineError({ code: 'PYTHON_MISSING', fault: 'external' })

/** Python is there, but cannot make an environment: Debian ships `venv` apart. */
export const PythonVenvFailed = defineError({ code: 'PYTHON_VENV_FAILED', fault: 'external' })

/** pip could not fetch or install JupyterLab. */
export const PythonPackagesUnresolved = defineError({ code: 'PYTHON_PACKAGES_UNRESOLVED', fault: 'external', retryable: true })

/** The server ended, or was not ready in time. */
export const LabStartFailed = defineError({ code: 'LAB_START_FAILED', fault: 'external' })

/** Ctrl-C, or the caller's signal, while the lab was being installed or started. */
export const LabStartInterrupted = defineError({ code: 'LAB_START_INTERRUPTED', fault: 'user' })
