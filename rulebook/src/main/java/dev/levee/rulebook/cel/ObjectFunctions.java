package dev.levee.rulebook.cel;

import dev.cel.common.types.SimpleType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Functions over objects of any sort.
final class ObjectFunctions {

    static final List<DomainFunction> ALL = List.of(DomainFunction.of(
            "with",
            SimpleType.DYN,
            List.of(SimpleType.DYN, SimpleType.DYN),
            args -> with((Map<?, ?>) args[0], (Map<?, ?>) args[1])));

    private ObjectFunctions() {}

    static Map<Object, Object> with(Map<?, ?> object, Map<?, ?> members) {
        Map<Object, Object> whole = new LinkedHashMap<>(object);
        whole.putAll(members);
        return whole;
    }
}
