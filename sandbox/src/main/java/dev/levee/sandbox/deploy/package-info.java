/// CloudFormation enough for Levee's own templates: reads one, and makes what it describes through the cloud's API.
@NullMarked
package dev.levee.sandbox.deploy;

import org.jspecify.annotations.NullMarked;
