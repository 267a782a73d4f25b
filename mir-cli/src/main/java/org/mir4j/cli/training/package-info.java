/** What a person sees of a training, and how they stop it. */
package org.mir4j.cli.training;
