package dev.levee.sandbox.deploy;

import java.util.Map;

/// A resource that was made.
///
/// @param ref what `Ref` gives
/// @param attributes what `Fn::GetAtt` gives
record Made(String ref, Map<String, String> attributes) {}
