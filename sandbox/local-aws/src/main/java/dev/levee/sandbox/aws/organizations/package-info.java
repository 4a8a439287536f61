/// AWS Organizations: the tree of accounts, and the service control policies they obey.
@NullMarked
package dev.levee.sandbox.aws.organizations;

import org.jspecify.annotations.NullMarked;
