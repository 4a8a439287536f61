package dev.levee.rulebook.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;
import java.util.stream.Stream;

/// What CEL cannot say well about clouds. Documented for authors in docs/reference/control-format.md.
final class DomainFunctions {

    private static final List<DomainFunction> OWN = List.of(
            DomainFunction.of(
                    "isWorld",
                    SimpleType.BOOL,
                    List.of(SimpleType.STRING),
                    args -> Cidr.parse((String) args[0]).isWorld()),
            DomainFunction.of(
                    "sseRank", SimpleType.INT, List.of(SimpleType.STRING), args -> sseRank((String) args[0])));

    private static final List<DomainFunction> ALL = Stream.of(
                    OWN, BucketFunctions.ALL, NetworkFunctions.ALL, ObjectFunctions.ALL)
            .flatMap(List::stream)
            .toList();

    private DomainFunctions() {}

    static List<CelFunctionDecl> declarations() {
        return ALL.stream().map(DomainFunction::declaration).toList();
    }

    static List<CelFunctionBinding> bindings() {
        return ALL.stream().map(DomainFunction::binding).toList();
    }

    /// S3's algorithms from weakest to strongest; an unknown one has no rank, and is an error.
    private static long sseRank(String algorithm) {
        return switch (algorithm) {
            case "AES256" -> 1;
            case "aws:kms" -> 2;
            case "aws:kms:dsse" -> 3;
            default -> throw new IllegalArgumentException("`" + algorithm + "` is no algorithm with a known rank");
        };
    }
}
