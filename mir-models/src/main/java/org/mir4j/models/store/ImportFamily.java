// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.util.List;
import java.util.Set;
import org.mir4j.models.card.ModelCard;

/**
 * A kind of files that are imported in the same way, such as those that the authors of an architecture save. One that is
 * added has its place in {@link WeightsImport}.
 */
interface ImportFamily {

    /**
     * What users name to say that files are of this family, as in {@code --like openunmix}. A model that has one of these
     * names comes first.
     *
     * @return the names; none where files are known by the model that they are like alone
     */
    List<String> names();

    /**
     * Whether files that are said to be like a known model are of this family.
     *
     * @param request which files, and what is said of them
     * @param like the known model
     * @return whether they are; false passes them on to the next family
     */
    boolean takes(ImportRequest request, ModelCard like);

    /**
     * What can be said of its files. All else is refused before they are read.
     *
     * @return the settings
     */
    Set<ImportSettings.Setting> settings();

    /**
     * Reads files.
     *
     * @param request which files, and what is said of them
     * @return card and weights; {@link WeightsImport} sees that they fit each other, and that published files keep their
     *     licence
     * @throws org.mir4j.core.error.ModelException if the files are not of this family, damaged, or do not fit what is said of them
     */
    Imported read(ImportRequest request);
}
