#pragma once

/// The words the model knows: a SentencePiece vocabulary trained on the captions of the packed set
/// and on captions of painted scenes, and the token ids of what the pairs say. Runs spm_train and
/// spm_encode (Debian package sentencepiece). Any thread.

#include <string>

#include "app/train/scenes/stamps.h"
#include "core/base/result.h"

namespace train {

struct VocabularyOptions {
    int pieces = 960; ///< must be ModelShape::vocabulary
    int sceneCaptions = 20000;
};

/// Reads `work`/photos.pack; writes `work`/spiece.model. `stamps` stand in the painted scenes.
/// Errors: NotFound (no set, no spm_train), Internal (the tool failed), WriteFailed.
[[nodiscard]] core::Status makeVocabulary(const std::string& work, const scenes::StampBook& stamps,
                                          const VocabularyOptions& options = {});

/// Writes `work`/captions.tsv: the token ids of every caption of every shard of pairs in the
/// folders below `work`; a run that reads it meanwhile sees the old file or the new one. Errors:
/// those above, and readPairShard's.
[[nodiscard]] core::Status encodeCaptions(const std::string& work);

} // namespace train
