package dev.levee.rulebook.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.util.List;

/// A function that expressions may call.
record DomainFunction(CelFunctionDecl declaration, CelFunctionBinding binding) {

    /// An argument its body takes for illegal makes the expression fail, in the body's words.
    static DomainFunction of(String name, CelType result, List<CelType> parameters, CelFunctionOverload body) {
        CelFunctionOverload telling = args -> {
            try {
                return body.apply(args);
            } catch (IllegalArgumentException | ClassCastException e) {
                throw new CelEvaluationException(name + ": " + e.getMessage(), e);
            }
        };
        return new DomainFunction(
                CelFunctionDecl.newFunctionDeclaration(
                        name, CelOverloadDecl.newGlobalOverload(name, result, parameters)),
                CelFunctionBinding.from(
                        name,
                        parameters.stream()
                                .<Class<?>>map(DomainFunction::javaType)
                                .toList(),
                        telling));
    }

    private static Class<?> javaType(CelType type) {
        return switch (type.kind()) {
            case STRING -> String.class;
            case INT -> Long.class;
            case BOOL -> Boolean.class;
            case LIST -> List.class;
            default -> Object.class;
        };
    }
}
