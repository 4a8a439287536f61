package dev.levee.rulebook;

/// Something wrong in a file that a person wrote.
///
/// @param line from 1
/// @param message what is wrong, and the mend
public record Problem(String file, int line, String message) {

    @Override
    public String toString() {
        return file + ":" + line + ": " + message;
    }
}
