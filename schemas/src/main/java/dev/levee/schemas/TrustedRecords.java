package dev.levee.schemas;

import static org.apache.avro.util.ClassSecurityValidator.DEFAULT_TRUSTED_CLASSES;
import static org.apache.avro.util.ClassSecurityValidator.composite;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.jspecify.annotations.NullMarked;

/// Tells Avro that the records of this package may be instantiated by name, which it refuses for classes it was not
/// told of (since 1.12.2). The topics do this by themselves; who builds records without one says it first.
@NullMarked
public final class TrustedRecords {

    private static final String PACKAGE = TrustedRecords.class.getPackageName() + ".";

    static {
        ClassSecurityValidator.setGlobal(
                composite(DEFAULT_TRUSTED_CLASSES, type -> type.getName().startsWith(PACKAGE)));
    }

    private TrustedRecords() {}

    /// Runs the static block above, once.
    public static void install() {}

    static Schema schemaOf(Class<? extends SpecificRecord> type) {
        return SpecificData.get().getSchema(type);
    }
}
