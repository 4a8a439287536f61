package dev.levee.sandbox.deploy;

/// Makes resources of one type. Tells the cloud how each call is taken back as soon as it was made.
@FunctionalInterface
interface ResourceType {

    /// @throws TemplateException if a property is unknown or missing, before anything was called
    Made make(String id, Properties properties, Cloud cloud);
}
