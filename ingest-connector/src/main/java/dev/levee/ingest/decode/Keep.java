package dev.levee.ingest.decode;

/// Which events are kept although they change no resource's settings. Accounts record far more of these than of the
/// events a policy can act on.
///
/// @param readOnly calls that change nothing
/// @param failed calls the provider refused
/// @param data calls on what a resource holds rather than on its settings (`managementEvent` is false)
public record Keep(boolean readOnly, boolean failed, boolean data) {

    public static final Keep CHANGES = new Keep(false, false, false);

    public static final Keep EVERYTHING = new Keep(true, true, true);
}
