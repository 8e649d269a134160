"""The command ``reading-list``, which is also ``python -m generator``."""

import signal


def main() -> None:
    """Run the command; while its modules load, Ctrl-C ends the process at once, without a traceback."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        # an exception would not do: Python 3.11 turns it into a RuntimeError while it creates a class
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from generator.cli import main as command

    command()


if __name__ == "__main__":
    main()
