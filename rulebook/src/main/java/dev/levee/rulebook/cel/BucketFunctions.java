package dev.levee.rulebook.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.util.List;

/// Functions over the policies and access control lists of buckets.
final class BucketFunctions {

    private static final CelType LIST = ListType.create(SimpleType.DYN);

    static final List<DomainFunction> ALL = List.of(
            DomainFunction.of(
                    "publicAllows",
                    ListType.create(SimpleType.STRING),
                    List.of(SimpleType.STRING, SimpleType.BOOL),
                    args -> BucketPolicy.parse((String) args[0]).publicAllows((Boolean) args[1])),
            DomainFunction.of(
                    "withoutPublicAllows",
                    SimpleType.STRING,
                    List.of(SimpleType.STRING, SimpleType.BOOL),
                    args -> BucketPolicy.parse((String) args[0]).withoutPublicAllows((Boolean) args[1])),
            DomainFunction.of(
                    "deniesPlainHttp",
                    SimpleType.BOOL,
                    List.of(SimpleType.STRING, SimpleType.STRING),
                    args -> BucketPolicy.parse((String) args[0]).deniesPlainHttp((String) args[1])),
            DomainFunction.of(
                    "withStatement",
                    SimpleType.STRING,
                    List.of(SimpleType.STRING, SimpleType.DYN),
                    args -> BucketPolicy.parse((String) args[0])
                            .withStatement(CelValues.toJson(args[1]).orElseThrow())),
            DomainFunction.of(
                    "withoutGrants",
                    LIST,
                    List.of(LIST, SimpleType.STRING, LIST),
                    args -> Grants.without((List<?>) args[0], (String) args[1], (List<?>) args[2])));

    private BucketFunctions() {}
}
