package dev.levee.sandbox.deploy;

/// Makes resources of one type.
@FunctionalInterface
interface ResourceType {

    /// @throws TemplateException if a property is unknown or missing, before anything was called
    Made make(String id, Properties properties, Cloud cloud);
}
