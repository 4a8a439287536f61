package dev.levee.sandbox.deploy;

import dev.levee.cloud.CloudCall;
import java.util.List;
import java.util.Map;

/// A resource that was made.
///
/// @param ref what `Ref` gives
/// @param attributes what `Fn::GetAtt` gives
/// @param undo the calls that delete it, in order
record Made(String ref, Map<String, String> attributes, List<CloudCall> undo) {}
