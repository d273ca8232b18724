<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
    <context>
        <name>Adjust</name>
        <message>
            <source>Levels</source>
            <translation>レベル補正</translation>
        </message>
        <message>
            <source>Curves</source>
            <translation>トーンカーブ</translation>
        </message>
        <message>
            <source>Brightness and Contrast</source>
            <translation>明るさ・コントラスト</translation>
        </message>
        <message>
            <source>Hue and Saturation</source>
            <translation>色相・彩度</translation>
        </message>
        <message>
            <source>White Balance</source>
            <translation>ホワイトバランス</translation>
        </message>
        <message>
            <source>Blur</source>
            <translation>ぼかし</translation>
        </message>
        <message>
            <source>Sharpen</source>
            <translation>シャープ</translation>
        </message>
        <message>
            <source>Black</source>
            <translation>黒</translation>
        </message>
        <message>
            <source>Midtones</source>
            <translation>中間調</translation>
        </message>
        <message>
            <source>White</source>
            <translation>白</translation>
        </message>
        <message>
            <source>Darkest result</source>
            <translation>出力の最暗部</translation>
        </message>
        <message>
            <source>Brightest result</source>
            <translation>出力の最明部</translation>
        </message>
        <message>
            <source>Brightness</source>
            <translation>明るさ</translation>
        </message>
        <message>
            <source>Contrast</source>
            <translation>コントラスト</translation>
        </message>
        <message>
            <source>Hue</source>
            <translation>色相</translation>
        </message>
        <message>
            <source>Saturation</source>
            <translation>彩度</translation>
        </message>
        <message>
            <source>Vibrance</source>
            <translation>自然な彩度</translation>
        </message>
        <message>
            <source>Lightness</source>
            <translation>明度</translation>
        </message>
        <message>
            <source>Temperature</source>
            <translation>色温度</translation>
        </message>
        <message>
            <source>Tint</source>
            <translation>色かぶり</translation>
        </message>
        <message>
            <source>Radius</source>
            <translation>半径</translation>
        </message>
        <message>
            <source>Amount</source>
            <translation>量</translation>
        </message>
        <message>
            <source>Threshold</source>
            <translation>しきい値</translation>
        </message>
    </context>
    <context>
        <name>ui::AdjustDialog</name>
        <message>
            <source>Preview</source>
            <translation>プレビュー</translation>
        </message>
        <message>
            <source>Show the change in the picture</source>
            <translation>変更を画像に表示</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>リセット</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>適用</translation>
        </message>
        <message>
            <source>All channels</source>
            <translation>すべてのチャンネル</translation>
        </message>
        <message>
            <source>Red</source>
            <translation>赤</translation>
        </message>
        <message>
            <source>Green</source>
            <translation>緑</translation>
        </message>
        <message>
            <source>Blue</source>
            <translation>青</translation>
        </message>
        <message>
            <source>Channel</source>
            <translation>チャンネル</translation>
        </message>
        <message>
            <source>Click to set a point, drag it, drag it out to remove it</source>
            <translation>クリックで点を追加、ドラッグで移動、外へ出すと削除</translation>
        </message>
        <message>
            <source>The layer is locked. Unlock it in the Layers panel first.</source>
            <translation>レイヤーはロックされています。先にレイヤーパネルで解除してください。</translation>
        </message>
    </context>
    <context>
        <name>ui::AdvancedSection</name>
        <message>
            <source>Steps</source>
            <translation>ステップ数</translation>
        </message>
        <message>
            <source>Guidance</source>
            <translation>ガイダンス</translation>
        </message>
        <message>
            <source>Strength</source>
            <translation>強さ</translation>
        </message>
        <message>
            <source>Use the model's defaults</source>
            <translation>モデルの既定値を使う</translation>
        </message>
        <message>
            <source>More steps take longer and come out cleaner</source>
            <translation>ステップが多いほど時間がかかり、仕上がりがきれいになります</translation>
        </message>
        <message>
            <source>How closely the prompt is followed; 1 ignores it</source>
            <translation>プロンプトにどれだけ従うか。1 で無視</translation>
        </message>
        <message>
            <source>How far the result may leave the copied surroundings; 0 keeps them as they are</source>
            <translation>結果が周囲のコピーからどれだけ離れてよいか。0 でそのまま</translation>
        </message>
        <message>
            <source>Sampler</source>
            <translation>サンプラー</translation>
        </message>
        <message>
            <source>Model's default</source>
            <translation>モデルの既定</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>シード</translation>
        </message>
        <message>
            <source>The same seed and settings give the same picture</source>
            <translation>同じシードと設定なら同じ画像になります</translation>
        </message>
        <message>
            <source>Another seed</source>
            <translation>別のシード</translation>
        </message>
        <message>
            <source>Keep this seed for the next run</source>
            <translation>次回もこのシードを使う</translation>
        </message>
        <message>
            <source>Keep this seed</source>
            <translation>シードを固定</translation>
        </message>
        <message>
            <source>Step cache</source>
            <translation>キャッシュ</translation>
        </message>
        <message>
            <source>Clip skip</source>
            <translation>Clip Skip</translation>
        </message>
        <message>
            <source>The network&apos;s deep layers run at every so many steps only: faster, less exact; 1 = at every step</source>
            <translation>ネットワークの深い層を数ステップごとにだけ実行します。速くなりますが精度は下がります。1 = 毎ステップ</translation>
        </message>
        <message>
            <source>Which layer of the text encoder speaks, counted from its end: 1 = the last, 2 is what some models were trained with</source>
            <translation>テキストエンコーダーのどの層を使うか、末尾から数えた番号。1 = 最後の層、2 で学習されたモデルもあります</translation>
        </message>
    </context>
    <context>
        <name>ApplyButtons</name>
        <message>
            <source>%1 (Enter)</source>
            <translation>%1 (Enter)</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>キャンセル</translation>
        </message>
        <message>
            <source>Give up (Esc)</source>
            <translation>やめる (Esc)</translation>
        </message>
    </context>
    <context>
        <name>BlendMode</name>
        <message>
            <source>Normal</source>
            <translation>通常</translation>
        </message>
        <message>
            <source>Multiply</source>
            <translation>乗算</translation>
        </message>
        <message>
            <source>Screen</source>
            <translation>スクリーン</translation>
        </message>
        <message>
            <source>Overlay</source>
            <translation>オーバーレイ</translation>
        </message>
        <message>
            <source>Darken</source>
            <translation>比較（暗）</translation>
        </message>
        <message>
            <source>Lighten</source>
            <translation>比較（明）</translation>
        </message>
        <message>
            <source>Color Dodge</source>
            <translation>覆い焼きカラー</translation>
        </message>
        <message>
            <source>Color Burn</source>
            <translation>焼き込みカラー</translation>
        </message>
        <message>
            <source>Hard Light</source>
            <translation>ハードライト</translation>
        </message>
        <message>
            <source>Soft Light</source>
            <translation>ソフトライト</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>差の絶対値</translation>
        </message>
        <message>
            <source>Hue</source>
            <translation>色相</translation>
        </message>
        <message>
            <source>Saturation</source>
            <translation>彩度</translation>
        </message>
        <message>
            <source>Color</source>
            <translation>カラー</translation>
        </message>
        <message>
            <source>Luminosity</source>
            <translation>輝度</translation>
        </message>
        <message>
            <source>Pass Through</source>
            <translation>通過</translation>
        </message>
    </context>
    <context>
        <name>ui::BrushOptions</name>
        <message>
            <source>Size</source>
            <translation>サイズ</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source>Softness</source>
            <translation>ぼかし幅</translation>
        </message>
        <message>
            <source> %</source>
            <translation> %</translation>
        </message>
        <message>
            <source>Diameter of the brush ( [ and ] )</source>
            <translation>ブラシの直径 ( [ と ] )</translation>
        </message>
        <message>
            <source>How softly the brush ends</source>
            <translation>ブラシの縁の柔らかさ</translation>
        </message>
        <message>
            <source>Colour of the mask</source>
            <translation>マスクの色</translation>
        </message>
    </context>
    <context>
        <name>ui::CandidateExtras</name>
        <message>
            <source>Change</source>
            <translation>変更</translation>
        </message>
        <message>
            <source>More like this</source>
            <translation>似たものをさらに</translation>
        </message>
        <message>
            <source>Three more from noise near this one's (Ctrl+Shift+J)</source>
            <translation>近いノイズからさらに 3 つ (Ctrl+Shift+J)</translation>
        </message>
        <message>
            <source>10 more steps</source>
            <translation>さらに 10 ステップ</translation>
        </message>
        <message>
            <source>Works this one out further, as one more result</source>
            <translation>これをさらに描き込み、別の結果として出す</translation>
        </message>
        <message>
            <source>Take</source>
            <translation>採用</translation>
        </message>
        <message>
            <source>The picture between the two as one more result</source>
            <translation>2 つの間の画像を別の結果にする</translation>
        </message>
        <message>
            <source>Paint together</source>
            <translation>描き合わせる</translation>
        </message>
        <message>
            <source>Brush results into each other: the chosen one shows where you paint (Shift+M)</source>
            <translation>結果をブラシで混ぜる: 塗ったところに選んだ結果が出ます (Shift+M)</translation>
        </message>
        <message>
            <source>Take the mix</source>
            <translation>混ぜたものを採用</translation>
        </message>
        <message>
            <source>What is painted together as one more result</source>
            <translation>描き合わせたものを別の結果にする</translation>
        </message>
        <message>
            <source>How far variations may lie from this one: 0.1 changes details, 1 has nothing to do with it</source>
            <translation>どれだけ離れてよいか: 0.1 で細部のみ、1 で無関係</translation>
        </message>
        <message>
            <source>The result at the other end</source>
            <translation>反対側の結果</translation>
        </message>
        <message>
            <source>Between this result and the other</source>
            <translation>この結果ともう一方の間</translation>
        </message>
        <message>
            <source>Drag from this result to the other</source>
            <translation>この結果からもう一方へドラッグ</translation>
        </message>
        <message>
            <source>Towards</source>
            <translation>向かう先</translation>
        </message>
        <message>
            <source>Mixed results</source>
            <translation>混ぜた結果</translation>
        </message>
        <message>
            <source>What lies at the other end</source>
            <translation>もう一方の端にあるもの</translation>
        </message>
        <message>
            <source>Other words, for the same seed</source>
            <translation>別の言葉（シードは同じ）</translation>
        </message>
        <message>
            <source>Words at the other end</source>
            <translation>もう一方の端の言葉</translation>
        </message>
        <message>
            <source>Other words</source>
            <translation>別の言葉</translation>
        </message>
        <message>
            <source>Result %1</source>
            <translation>結果 %1</translation>
        </message>
        <message>
            <source>Say first what the other words are</source>
            <translation>先に別の言葉を入力してください</translation>
        </message>
    </context>
    <context>
        <name>ui::CandidateShelf</name>
        <message>
            <source>The picture changed its size meanwhile. The result was moved along or, where that could not be told, kept as a hidden layer.</source>
            <translation>その間に画像の大きさが変わりました。結果は合わせて移動するか、できない場合は非表示レイヤーとして残しました。</translation>
        </message>
    </context>
    <context>
        <name>ui::CandidateStrip</name>
        <message>
            <source>Keep</source>
            <translation>採用</translation>
        </message>
        <message>
            <source>Keep all</source>
            <translation>すべて採用</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>破棄</translation>
        </message>
        <message>
            <source>Results to choose from</source>
            <translation>選べる結果</translation>
        </message>
        <message>
            <source>Put the one that shows into the picture (Enter)</source>
            <translation>表示中の結果を画像に入れる (Enter)</translation>
        </message>
        <message>
            <source>Put all into the picture as layers; the one that shows is visible</source>
            <translation>すべてをレイヤーとして入れる。表示中のものだけ見える状態</translation>
        </message>
        <message>
            <source>Leave the picture as it was (Esc)</source>
            <translation>画像を元のままにする (Esc)</translation>
        </message>
        <message>
            <source>Copied surroundings only</source>
            <translation>周囲のコピーのみ</translation>
        </message>
        <message>
            <source>Result %1, seed %2</source>
            <translation>結果 %1、シード %2</translation>
        </message>
        <message>
            <source>%1: %2 of %3</source>
            <translation>%1: %3 個中 %2</translation>
        </message>
        <message>
            <source>, surroundings only</source>
            <translation>、周囲のみ</translation>
        </message>
        <message>
            <source>, %1 more to choose from behind</source>
            <translation>、このあと %1 件</translation>
        </message>
    </context>
    <context>
        <name>ui::CanvasSizeDialog</name>
        <message>
            <source>Canvas Size</source>
            <translation>キャンバスサイズ</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source>Top left</source>
            <translation>左上</translation>
        </message>
        <message>
            <source>Top</source>
            <translation>上</translation>
        </message>
        <message>
            <source>Top right</source>
            <translation>右上</translation>
        </message>
        <message>
            <source>Left</source>
            <translation>左</translation>
        </message>
        <message>
            <source>Middle</source>
            <translation>中央</translation>
        </message>
        <message>
            <source>Right</source>
            <translation>右</translation>
        </message>
        <message>
            <source>Bottom left</source>
            <translation>左下</translation>
        </message>
        <message>
            <source>Bottom</source>
            <translation>下</translation>
        </message>
        <message>
            <source>Bottom right</source>
            <translation>右下</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>幅</translation>
        </message>
        <message>
            <source>Height</source>
            <translation>高さ</translation>
        </message>
        <message>
            <source>Picture at</source>
            <translation>画像の位置</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>変更</translation>
        </message>
    </context>
    <context>
        <name>ui::CanvasView</name>
        <message>
            <source>Picture</source>
            <translation>画像</translation>
        </message>
    </context>
    <context>
        <name>ui::CommandPalette</name>
        <message>
            <source>Find a command</source>
            <translation>コマンドを検索</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>コマンド</translation>
        </message>
    </context>
    <context>
        <name>ui::CreateControls</name>
        <message>
            <source>A new document</source>
            <translation>新しい文書</translation>
        </message>
        <message>
            <source>A new layer</source>
            <translation>新しいレイヤー</translation>
        </message>
        <message>
            <source>The selection</source>
            <translation>選択範囲</translation>
        </message>
        <message>
            <source>Where the picture goes</source>
            <translation>画像の行き先</translation>
        </message>
        <message>
            <source>Into</source>
            <translation>行き先</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>幅</translation>
        </message>
        <message>
            <source>Height</source>
            <translation>高さ</translation>
        </message>
    </context>
    <context>
        <name>ui::CropOptions</name>
        <message>
            <source>Straighten</source>
            <translation>傾き補正</translation>
        </message>
        <message>
            <source>°</source>
            <translation>°</translation>
        </message>
        <message>
            <source>Delete what is cut off</source>
            <translation>切り落とした部分を削除</translation>
        </message>
        <message>
            <source>Any ratio</source>
            <translation>自由な比率</translation>
        </message>
        <message>
            <source>As it is</source>
            <translation>元の比率</translation>
        </message>
        <message>
            <source>%1 : %2</source>
            <translation>%1 : %2</translation>
        </message>
        <message>
            <source>Ratio of the sides</source>
            <translation>縦横比</translation>
        </message>
        <message>
            <source>Turns the frame; the picture is made upright by it</source>
            <translation>枠を回し、画像をそれに合わせてまっすぐにします</translation>
        </message>
        <message>
            <source>Otherwise layers keep it out of sight</source>
            <translation>そうでなければレイヤーは見えないまま残します</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>切り抜き</translation>
        </message>
    </context>
    <context>
        <name>ui::CurveEditor</name>
        <message>
            <source>Curve</source>
            <translation>カーブ</translation>
        </message>
    </context>
    <context>
        <name>ui::DocumentFiles</name>
        <message>
            <source>The previous save has not finished yet. Try again in a moment.</source>
            <translation>前回の保存がまだ終わっていません。少し待ってからもう一度どうぞ。</translation>
        </message>
    </context>
    <context>
        <name>ui::DocumentJobs</name>
        <message>
            <source>The picture changed in the meantime, so this was not done.</source>
            <translation>その間に画像が変わったため、実行されませんでした。</translation>
        </message>
    </context>
    <context>
        <name>ui::EmptyState</name>
        <message>
            <source>Open a photo…</source>
            <translation>写真を開く…</translation>
        </message>
        <message>
            <source>Open a photo (Ctrl+O)</source>
            <translation>写真を開く (Ctrl+O)</translation>
        </message>
        <message>
            <source>Drop a photo here</source>
            <translation>ここに写真をドロップ</translation>
        </message>
        <message>
            <source>JPEG, PNG, TIFF, WebP and more. Everything stays on this computer.</source>
            <translation>JPEG、PNG、TIFF、WebP など。すべてこのコンピューターの中だけで処理されます。</translation>
        </message>
        <message>
            <source>Opening %1</source>
            <translation>%1 を開いています</translation>
        </message>
        <message>
            <source>One moment</source>
            <translation>少々お待ちください</translation>
        </message>
    </context>
    <context>
        <name>ui::ExpandControls</name>
        <message>
            <source>Left</source>
            <translation>左</translation>
        </message>
        <message>
            <source>Top</source>
            <translation>上</translation>
        </message>
        <message>
            <source>Right</source>
            <translation>右</translation>
        </message>
        <message>
            <source>Bottom</source>
            <translation>下</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source>Pixels to add: %1</source>
            <translation>追加するピクセル: %1</translation>
        </message>
        <message>
            <source>%1 × %2, nothing is added yet</source>
            <translation>%1 × %2、まだ何も追加されません</translation>
        </message>
        <message>
            <source>%1 × %2 becomes %3 × %4</source>
            <translation>%1 × %2 → %3 × %4</translation>
        </message>
    </context>
    <context>
        <name>ui::ExportDialog</name>
        <message>
            <source>Quality</source>
            <translation>品質</translation>
        </message>
        <message>
            <source>Leave out camera data, place and captions</source>
            <translation>カメラ情報・場所・説明を省く</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>書き出し</translation>
        </message>
        <message>
            <source>Higher keeps more detail and makes a larger file</source>
            <translation>高いほど細部が残り、ファイルが大きくなります</translation>
        </message>
        <message>
            <source>The colour profile is always kept</source>
            <translation>カラープロファイルは常に残ります</translation>
        </message>
    </context>
    <context>
        <name>ui::FileCommands</name>
        <message>
            <source>Open</source>
            <translation>開く</translation>
        </message>
        <message>
            <source>Pictures and documents (%1)</source>
            <translation>画像と文書 (%1)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>すべてのファイル (*)</translation>
        </message>
        <message>
            <source>picture</source>
            <translation>画像</translation>
        </message>
        <message>
            <source>Save with layers</source>
            <translation>レイヤーごと保存</translation>
        </message>
        <message>
            <source>Export a flat picture</source>
            <translation>1 枚の画像として書き出す</translation>
        </message>
        <message>
            <source>%1-edited</source>
            <translation>%1-編集済み</translation>
        </message>
        <message>
            <source>Unsaved changes</source>
            <translation>保存されていない変更</translation>
        </message>
        <message>
            <source>Save the changes to “%1”?</source>
            <translation>「%1」への変更を保存しますか？</translation>
        </message>
        <message>
            <source>Without saving, they are lost.</source>
            <translation>保存しないと失われます。</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>破棄</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>キャンセル</translation>
        </message>
    </context>
    <context>
        <name>Fill</name>
        <message>
            <source>Remove</source>
            <translation>除去</translation>
        </message>
        <message>
            <source>Fill</source>
            <translation>塗りつぶし</translation>
        </message>
        <message>
            <source>Expand</source>
            <translation>拡張</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>編集</translation>
        </message>
        <message>
            <source>Create</source>
            <translation>作成</translation>
        </message>
    </context>
    <context>
        <name>ui::FillController</name>
        <message>
            <source>Open a photo first.</source>
            <translation>先に写真を開いてください。</translation>
        </message>
        <message>
            <source>Paint over what should change with the mask brush (B).</source>
            <translation>変えたいところをマスクブラシ (B) で塗ってください。</translation>
        </message>
        <message>
            <source>Choose another shape, or drag a side outwards: %1.</source>
            <translation>別の形を選ぶか、辺を外へドラッグしてください: %1。</translation>
        </message>
        <message>
            <source>The picture changed its size meanwhile. The result was moved along or, where that could not be told, kept as a hidden layer.</source>
            <translation>その間に画像の大きさが変わりました。結果は合わせて移動するか、できない場合は非表示レイヤーとして残しました。</translation>
        </message>
    </context>
    <context>
        <name>ui::GenerateActions</name>
        <message>
            <source>Read settings from a picture</source>
            <translation>画像から設定を読む</translation>
        </message>
        <message>
            <source>PNG pictures (*.png)</source>
            <translation>PNG 画像 (*.png)</translation>
        </message>
        <message>
            <source>%1 does not say how it was made.</source>
            <translation>%1 には作り方の記録がありません。</translation>
        </message>
        <message>
            <source>Took the settings of %1.</source>
            <translation>%1 の設定を取り込みました。</translation>
        </message>
        <message>
            <source>Took the settings of %1, made with %2.</source>
            <translation>%1 の設定を取り込みました（%2 で作成）。</translation>
        </message>
        <message>
            <source>The new picture was kept as a hidden layer.</source>
            <translation>新しい画像は非表示レイヤーとして残しました。</translation>
        </message>
        <message>
            <source>Mixed results</source>
            <translation>混ぜた結果</translation>
        </message>
    </context>
    <context>
        <name>ui::GeneratePanel</name>
        <message>
            <source>Task</source>
            <translation>作業</translation>
        </message>
        <message>
            <source>Strength</source>
            <translation>強さ</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>結果の数</translation>
        </message>
        <message>
            <source>Offer the copied surroundings too</source>
            <translation>周囲のコピーも候補に出す</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>品質</translation>
        </message>
        <message>
            <source>Fast</source>
            <translation>高速</translation>
        </message>
        <message>
            <source>Balanced</source>
            <translation>標準</translation>
        </message>
        <message>
            <source>Best</source>
            <translation>最高</translation>
        </message>
        <message>
            <source>Advanced</source>
            <translation>詳細</translation>
        </message>
        <message>
            <source>Make what is selected disappear (J)</source>
            <translation>選択したものを消す (J)</translation>
        </message>
        <message>
            <source>Paint something new into the selection, by words (Shift+F5)</source>
            <translation>言葉に従って選択範囲に新しいものを描く (Shift+F5)</translation>
        </message>
        <message>
            <source>Continue the picture beyond its borders</source>
            <translation>画像を枠の外へ続ける</translation>
        </message>
        <message>
            <source>Change the selection, or the whole picture, by words</source>
            <translation>選択範囲または画像全体を言葉で変える</translation>
        </message>
        <message>
            <source>Make a new picture from words</source>
            <translation>言葉から新しい画像を作る</translation>
        </message>
        <message>
            <source>One more result: what is put together from the surroundings, as it is before the model works on it</source>
            <translation>もう 1 つの結果: モデルが手を加える前の、周囲から組み立てたもの</translation>
        </message>
        <message>
            <source>How far the result may leave the picture: 0 keeps it, 1 forgets it</source>
            <translation>結果が画像からどれだけ離れてよいか: 0 で維持、1 で無視</translation>
        </message>
        <message>
            <source>Fewer steps of a quicker sampler</source>
            <translation>速いサンプラーで少ないステップ</translation>
        </message>
        <message>
            <source>What the model was made for</source>
            <translation>モデル本来の設定</translation>
        </message>
        <message>
            <source>Twice the steps</source>
            <translation>2 倍のステップ</translation>
        </message>
        <message>
            <source>Makes the chosen layer again.</source>
            <translation>選んだレイヤーを作り直します。</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>やめる</translation>
        </message>
        <message>
            <source>What should be there?</source>
            <translation>何を置きますか？</translation>
        </message>
        <message>
            <source>What goes on there? May be left empty.</source>
            <translation>その先には何がありますか？ 空でもかまいません。</translation>
        </message>
        <message>
            <source>What should it look like?</source>
            <translation>どんな見た目にしますか？</translation>
        </message>
        <message>
            <source>What should the picture show?</source>
            <translation>何の画像にしますか？</translation>
        </message>
        <message>
            <source>There is no usable model. Choose another one below.</source>
            <translation>使えるモデルがありません。下で別のものを選んでください。</translation>
        </message>
        <message>
            <source>%1 is not made for this. Choose another model below.</source>
            <translation>%1 はこの作業に対応していません。下で別のモデルを選んでください。</translation>
        </message>
        <message>
            <source>Say in words what it should be.</source>
            <translation>何にするかを言葉で書いてください。</translation>
        </message>
        <message>
            <source>Changes the selection.</source>
            <translation>選択範囲を変えます。</translation>
        </message>
        <message>
            <source>Nothing is selected: changes the whole picture.</source>
            <translation>何も選択されていないので、画像全体を変えます。</translation>
        </message>
        <message>
            <source>%1 next</source>
            <translation>次に%1</translation>
        </message>
        <message>
            <source>%1 (Ctrl+Enter)</source>
            <translation>%1 (Ctrl+Enter)</translation>
        </message>
        <message>
            <source>%1 % towards “%2”.</source>
            <translation>「%2」へ %1 %。</translation>
        </message>
    </context>
    <context>
        <name>ui::GenerationQueue</name>
        <message>
            <source>Open %1 first.</source>
            <translation>先に %1 を開いてください。</translation>
        </message>
    </context>
    <context>
        <name>app::GuardedApplication</name>
        <message>
            <source>There is not enough memory for this. Close other programs or use a smaller picture.</source>
            <translation>メモリーが足りません。ほかのプログラムを閉じるか、小さい画像を使ってください。</translation>
        </message>
        <message>
            <source>Something went wrong: %1. Save your work under another name.</source>
            <translation>問題が起きました: %1。作業を別の名前で保存してください。</translation>
        </message>
    </context>
    <context>
        <name>ui::HistogramView</name>
        <message>
            <source>Histogram</source>
            <translation>ヒストグラム</translation>
        </message>
    </context>
    <context>
        <name>History</name>
        <message>
            <source>Clear</source>
            <translation>消去</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>貼り付け</translation>
        </message>
        <message>
            <source>Rotate picture</source>
            <translation>画像の回転</translation>
        </message>
        <message>
            <source>Flip picture</source>
            <translation>画像の反転</translation>
        </message>
        <message>
            <source>Crop to selection</source>
            <translation>選択範囲で切り抜き</translation>
        </message>
        <message>
            <source>Flatten</source>
            <translation>画像を統合</translation>
        </message>
        <message>
            <source>Canvas size</source>
            <translation>キャンバスサイズ</translation>
        </message>
        <message>
            <source>Image size</source>
            <translation>画像サイズ</translation>
        </message>
        <message>
            <source>New layer</source>
            <translation>新規レイヤー</translation>
        </message>
        <message>
            <source>Duplicate layer</source>
            <translation>レイヤーを複製</translation>
        </message>
        <message>
            <source>Layer via copy</source>
            <translation>コピーしてレイヤーに</translation>
        </message>
        <message>
            <source>Merge down</source>
            <translation>下のレイヤーと結合</translation>
        </message>
        <message>
            <source>Stamp visible</source>
            <translation>表示部分を新レイヤーに</translation>
        </message>
        <message>
            <source>Add layer mask</source>
            <translation>レイヤーマスクを追加</translation>
        </message>
        <message>
            <source>Apply layer mask</source>
            <translation>レイヤーマスクを適用</translation>
        </message>
        <message>
            <source>Delete layer mask</source>
            <translation>レイヤーマスクを削除</translation>
        </message>
        <message>
            <source>Fill with colour</source>
            <translation>塗りつぶし</translation>
        </message>
        <message>
            <source>Clear mask</source>
            <translation>マスクを消去</translation>
        </message>
        <message>
            <source>Invert mask</source>
            <translation>マスクを反転</translation>
        </message>
        <message>
            <source>Select all</source>
            <translation>すべて選択</translation>
        </message>
        <message>
            <source>Reselect</source>
            <translation>再選択</translation>
        </message>
        <message>
            <source>Select layer</source>
            <translation>レイヤーを選択</translation>
        </message>
        <message>
            <source>Recovered</source>
            <translation>復元</translation>
        </message>
        <message>
            <source>Grow selection</source>
            <translation>選択範囲を拡張</translation>
        </message>
        <message>
            <source>Shrink selection</source>
            <translation>選択範囲を縮小</translation>
        </message>
        <message>
            <source>Feather selection</source>
            <translation>選択範囲をぼかす</translation>
        </message>
        <message>
            <source>Smooth selection</source>
            <translation>選択範囲を滑らかに</translation>
        </message>
        <message>
            <source>Select rectangle</source>
            <translation>長方形選択</translation>
        </message>
        <message>
            <source>Select ellipse</source>
            <translation>楕円選択</translation>
        </message>
        <message>
            <source>Clone</source>
            <translation>コピースタンプ</translation>
        </message>
        <message>
            <source>Magic wand</source>
            <translation>自動選択</translation>
        </message>
        <message>
            <source>Select by colour</source>
            <translation>色域選択</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>切り抜き</translation>
        </message>
        <message>
            <source>Gradient</source>
            <translation>グラデーション</translation>
        </message>
        <message>
            <source>Heal</source>
            <translation>修復</translation>
        </message>
        <message>
            <source>Lasso</source>
            <translation>なげなわ</translation>
        </message>
        <message>
            <source>Move layer</source>
            <translation>レイヤーを移動</translation>
        </message>
        <message>
            <source>Nudge layer</source>
            <translation>レイヤーを少し移動</translation>
        </message>
        <message>
            <source>Erase</source>
            <translation>消しゴム</translation>
        </message>
        <message>
            <source>Paint</source>
            <translation>ブラシ</translation>
        </message>
        <message>
            <source>Select polygon</source>
            <translation>多角形選択</translation>
        </message>
        <message>
            <source>Transform layer</source>
            <translation>レイヤーの変形</translation>
        </message>
        <message>
            <source>Cut</source>
            <translation>切り取り</translation>
        </message>
        <message>
            <source>Convert to sRGB</source>
            <translation>sRGB に変換</translation>
        </message>
        <message>
            <source>Refine edges</source>
            <translation>境界を調整</translation>
        </message>
        <message>
            <source>Smart select</source>
            <translation>オブジェクト選択</translation>
        </message>
        <message>
            <source>Duplicate group</source>
            <translation>グループを複製</translation>
        </message>
        <message>
            <source>Delete layers</source>
            <translation>レイヤーを削除</translation>
        </message>
        <message>
            <source>Delete layer</source>
            <translation>レイヤーを削除</translation>
        </message>
        <message>
            <source>Group layers</source>
            <translation>レイヤーをグループ化</translation>
        </message>
        <message>
            <source>Ungroup layers</source>
            <translation>グループ解除</translation>
        </message>
        <message>
            <source>Merge group</source>
            <translation>グループを結合</translation>
        </message>
    </context>
    <context>
        <name>ui::HistoryDialog</name>
        <message numerus="yes">
            <source>%n steps</source>
            <translation>
                <numerusform>%n ステップ</numerusform>
            </translation>
        </message>
        <message>
            <source>seed %1</source>
            <translation>シード %1</translation>
        </message>
        <message>
            <source>Only of this picture</source>
            <translation>この画像のものだけ</translation>
        </message>
        <message>
            <source>Put into the picture</source>
            <translation>画像に入れる</translation>
        </message>
        <message>
            <source>Use its settings</source>
            <translation>この設定を使う</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>削除</translation>
        </message>
        <message>
            <source>History of generations</source>
            <translation>生成の履歴</translation>
        </message>
        <message>
            <source>Search words, models, seeds, pictures</source>
            <translation>言葉・モデル・シード・画像を検索</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>Choose a result.</source>
            <translation>結果を選んでください。</translation>
        </message>
        <message>
            <source>Nothing here yet: every result of a generation is kept, until there is no more room.</source>
            <translation>まだ何もありません。生成した結果は、場所がなくなるまですべて残ります。</translation>
        </message>
        <message>
            <source>step cache %1</source>
            <translation>ステップキャッシュ %1</translation>
        </message>
        <message>
            <source>clip skip %1</source>
            <translation>Clip Skip %1</translation>
        </message>
        <message>
            <source>%1 % towards %2</source>
            <translation>%2 へ %1 %</translation>
        </message>
    </context>
    <context>
        <name>ui::HistoryPanel</name>
        <message>
            <source>History</source>
            <translation>履歴</translation>
        </message>
        <message>
            <source>Opened</source>
            <translation>開いた状態</translation>
        </message>
    </context>
    <context>
        <name>ui::ImageSizeDialog</name>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source>Keep the ratio</source>
            <translation>縦横比を固定</translation>
        </message>
        <message>
            <source>Image Size</source>
            <translation>画像サイズ</translation>
        </message>
        <message>
            <source>Lanczos: sharpest</source>
            <translation>Lanczos: 最も鮮明</translation>
        </message>
        <message>
            <source>Cubic: softer</source>
            <translation>キュービック: 柔らかめ</translation>
        </message>
        <message>
            <source>Linear</source>
            <translation>リニア</translation>
        </message>
        <message>
            <source>Nearest: for pixel art</source>
            <translation>ニアレスト: ドット絵向き</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>幅</translation>
        </message>
        <message>
            <source>Height</source>
            <translation>高さ</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>補間方法</translation>
        </message>
        <message>
            <source>Scale</source>
            <translation>変更</translation>
        </message>
        <message>
            <source>%1 megapixels, %2 % of the area</source>
            <translation>%1 メガピクセル、面積の %2 %</translation>
        </message>
    </context>
    <context>
        <name>ui::LayerDelegate</name>
        <message>
            <source>%1 (%2)</source>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
    </context>
    <context>
        <name>ui::LayerListModel</name>
        <message>
            <source>%1, visible</source>
            <translation>%1、表示</translation>
        </message>
        <message>
            <source>%1, hidden</source>
            <translation>%1、非表示</translation>
        </message>
        <message>
            <source>Group %1</source>
            <translation>グループ %1</translation>
        </message>
    </context>
    <context>
        <name>Layers</name>
        <message>
            <source>Pasted</source>
            <translation>貼り付け</translation>
        </message>
        <message>
            <source>Visible</source>
            <translation>表示部分</translation>
        </message>
        <message>
            <source>Layer %1</source>
            <translation>レイヤー %1</translation>
        </message>
        <message>
            <source>%1 copy</source>
            <translation>%1 のコピー</translation>
        </message>
        <message>
            <source>Group %1</source>
            <translation>グループ %1</translation>
        </message>
        <message>
            <source>Background</source>
            <translation>背景</translation>
        </message>
    </context>
    <context>
        <name>ui::LayersPanel</name>
        <message>
            <source>Opacity</source>
            <translation>不透明度</translation>
        </message>
        <message>
            <source> %</source>
            <translation> %</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>レイヤー</translation>
        </message>
        <message>
            <source>How the layer meets those below</source>
            <translation>下のレイヤーとの重なり方</translation>
        </message>
        <message>
            <source>Blend mode</source>
            <translation>描画モード</translation>
        </message>
        <message>
            <source>Lock the layer against changes</source>
            <translation>レイヤーを変更できないようにする</translation>
        </message>
        <message>
            <source>Lock the layer</source>
            <translation>レイヤーをロック</translation>
        </message>
    </context>
    <context>
        <name>ui::MainWindow</name>
        <message>
            <source>Tools</source>
            <translation>ツール</translation>
        </message>
        <message>
            <source>Tool options</source>
            <translation>ツールオプション</translation>
        </message>
        <message>
            <source>Generate</source>
            <translation>生成</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>レイヤー</translation>
        </message>
        <message>
            <source>History</source>
            <translation>履歴</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>元に戻す(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>やり直す(&amp;R)</translation>
        </message>
        <message>
            <source>Stillwater</source>
            <translation>Stillwater</translation>
        </message>
        <message>
            <source>About Stillwater</source>
            <translation>Stillwater について</translation>
        </message>
        <message>
            <source>Stillwater %1</source>
            <translation>Stillwater %1</translation>
        </message>
        <message>
            <source>An image editor with generative fill that runs on your own machine. Free software under the GNU General Public License, version 3 or later.</source>
            <translation>自分のコンピューターで動く、生成塗りつぶしつきの画像エディターです。GNU General Public License バージョン 3 以降のフリーソフトウェアです。</translation>
        </message>
        <message>
            <source>Working… Esc stops</source>
            <translation>処理中… Esc で中止</translation>
        </message>
        <message>
            <source>Opening %1</source>
            <translation>%1 を開いています</translation>
        </message>
        <message>
            <source>Saved %1</source>
            <translation>%1 を保存しました</translation>
        </message>
        <message>
            <source>Exported %1</source>
            <translation>%1 を書き出しました</translation>
        </message>
        <message>
            <source>Navigator</source>
            <translation>ナビゲーター</translation>
        </message>
        <message>
            <source>Open &amp;Recent</source>
            <translation>最近開いたファイル(&amp;R)</translation>
        </message>
    </context>
    <context>
        <name>Menu</name>
        <message>
            <source>&amp;File</source>
            <translation>ファイル(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>編集(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;Image</source>
            <translation>画像(&amp;I)</translation>
        </message>
        <message>
            <source>&amp;Layer</source>
            <translation>レイヤー(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Adjust</source>
            <translation>色調補正(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;Mask</source>
            <translation>マスク(&amp;M)</translation>
        </message>
        <message>
            <source>&amp;Generate</source>
            <translation>生成(&amp;G)</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>表示(&amp;V)</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>ヘルプ(&amp;H)</translation>
        </message>
        <message>
            <source>&amp;Open…</source>
            <translation>開く(&amp;O)…</translation>
        </message>
        <message>
            <source>&amp;Save</source>
            <translation>保存(&amp;S)</translation>
        </message>
        <message>
            <source>Save &amp;As…</source>
            <translation>名前を付けて保存(&amp;A)…</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>書き出し(&amp;E)…</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>終了(&amp;Q)</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>元に戻す(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>やり直す(&amp;R)</translation>
        </message>
        <message>
            <source>Cu&amp;t</source>
            <translation>切り取り(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;Copy</source>
            <translation>コピー(&amp;C)</translation>
        </message>
        <message>
            <source>Copy &amp;Merged</source>
            <translation>結合部分をコピー(&amp;M)</translation>
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation>貼り付け(&amp;P)</translation>
        </message>
        <message>
            <source>C&amp;lear</source>
            <translation>消去(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Fill with Colour</source>
            <translation>色で塗りつぶす(&amp;F)</translation>
        </message>
        <message>
            <source>Fill with &amp;Second Colour</source>
            <translation>2番目の色で塗りつぶす(&amp;S)</translation>
        </message>
        <message>
            <source>S&amp;wap Colours</source>
            <translation>色を入れ替える(&amp;W)</translation>
        </message>
        <message>
            <source>&amp;Black and White</source>
            <translation>白黒に戻す(&amp;B)</translation>
        </message>
        <message>
            <source>Fin&amp;d a Command…</source>
            <translation>コマンドを検索(&amp;D)…</translation>
        </message>
        <message>
            <source>Prefere&amp;nces…</source>
            <translation>環境設定(&amp;N)…</translation>
        </message>
        <message>
            <source>&amp;Image Size…</source>
            <translation>画像サイズ(&amp;I)…</translation>
        </message>
        <message>
            <source>&amp;Canvas Size…</source>
            <translation>キャンバスサイズ(&amp;C)…</translation>
        </message>
        <message>
            <source>C&amp;rop to Selection</source>
            <translation>選択範囲で切り抜く(&amp;R)</translation>
        </message>
        <message>
            <source>Rotate &amp;Left</source>
            <translation>左に90°回転(&amp;L)</translation>
        </message>
        <message>
            <source>Rotate &amp;Right</source>
            <translation>右に90°回転(&amp;R)</translation>
        </message>
        <message>
            <source>Rotate &amp;Half</source>
            <translation>180°回転(&amp;H)</translation>
        </message>
        <message>
            <source>Flip &amp;Horizontally</source>
            <translation>左右反転(&amp;H)</translation>
        </message>
        <message>
            <source>Flip &amp;Vertically</source>
            <translation>上下反転(&amp;V)</translation>
        </message>
        <message>
            <source>&amp;Flatten</source>
            <translation>画像を統合(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;New Layer</source>
            <translation>新規レイヤー(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Duplicate Layer</source>
            <translation>レイヤーを複製(&amp;D)</translation>
        </message>
        <message>
            <source>D&amp;elete Layer</source>
            <translation>レイヤーを削除(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;Merge Down</source>
            <translation>下のレイヤーと結合(&amp;M)</translation>
        </message>
        <message>
            <source>&amp;Stamp Visible</source>
            <translation>表示部分を新規レイヤーに(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Raise</source>
            <translation>前面へ(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Lower</source>
            <translation>背面へ(&amp;L)</translation>
        </message>
        <message>
            <source>Add M&amp;ask</source>
            <translation>マスクを追加(&amp;A)</translation>
        </message>
        <message>
            <source>A&amp;pply Mask</source>
            <translation>マスクを適用(&amp;P)</translation>
        </message>
        <message>
            <source>Dele&amp;te Mask</source>
            <translation>マスクを削除(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;Levels…</source>
            <translation>レベル補正(&amp;L)…</translation>
        </message>
        <message>
            <source>&amp;Curves…</source>
            <translation>トーンカーブ(&amp;C)…</translation>
        </message>
        <message>
            <source>&amp;Brightness and Contrast…</source>
            <translation>明るさ・コントラスト(&amp;B)…</translation>
        </message>
        <message>
            <source>&amp;Hue and Saturation…</source>
            <translation>色相・彩度(&amp;H)…</translation>
        </message>
        <message>
            <source>&amp;White Balance…</source>
            <translation>ホワイトバランス(&amp;W)…</translation>
        </message>
        <message>
            <source>B&amp;lur…</source>
            <translation>ぼかし(&amp;L)…</translation>
        </message>
        <message>
            <source>&amp;Sharpen…</source>
            <translation>シャープ(&amp;S)…</translation>
        </message>
        <message>
            <source>&amp;Clear</source>
            <translation>解除(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Invert</source>
            <translation>反転(&amp;I)</translation>
        </message>
        <message>
            <source>Select &amp;All</source>
            <translation>すべてを選択(&amp;A)</translation>
        </message>
        <message>
            <source>R&amp;eselect</source>
            <translation>再選択(&amp;E)</translation>
        </message>
        <message>
            <source>Select La&amp;yer's Pixels</source>
            <translation>レイヤーの不透明部分を選択(&amp;Y)</translation>
        </message>
        <message>
            <source>&amp;Grow…</source>
            <translation>拡張(&amp;G)…</translation>
        </message>
        <message>
            <source>S&amp;hrink…</source>
            <translation>縮小(&amp;H)…</translation>
        </message>
        <message>
            <source>&amp;Feather…</source>
            <translation>ぼかす(&amp;F)…</translation>
        </message>
        <message>
            <source>Smoo&amp;th…</source>
            <translation>滑らかに(&amp;T)…</translation>
        </message>
        <message>
            <source>&amp;Quick Mask</source>
            <translation>クイックマスク(&amp;Q)</translation>
        </message>
        <message>
            <source>Selection E&amp;dge</source>
            <translation>選択範囲の境界線(&amp;D)</translation>
        </message>
        <message>
            <source>&amp;Larger Brush</source>
            <translation>ブラシを大きく(&amp;L)</translation>
        </message>
        <message>
            <source>S&amp;maller Brush</source>
            <translation>ブラシを小さく(&amp;M)</translation>
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation>除去(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Fill</source>
            <translation>塗りつぶし(&amp;F)</translation>
        </message>
        <message>
            <source>E&amp;xpand…</source>
            <translation>拡張(&amp;X)…</translation>
        </message>
        <message>
            <source>&amp;Edit…</source>
            <translation>編集(&amp;E)…</translation>
        </message>
        <message>
            <source>C&amp;reate…</source>
            <translation>作成(&amp;R)…</translation>
        </message>
        <message>
            <source>Type a &amp;Prompt</source>
            <translation>プロンプトを書く(&amp;P)</translation>
        </message>
        <message>
            <source>Edit the Layer's Rec&amp;ipe…</source>
            <translation>レイヤーのレシピを編集(&amp;I)…</translation>
        </message>
        <message>
            <source>Read Se&amp;ttings from a Picture…</source>
            <translation>画像から設定を読む(&amp;T)…</translation>
        </message>
        <message>
            <source>&amp;Next Result</source>
            <translation>次の結果(&amp;N)</translation>
        </message>
        <message>
            <source>Pre&amp;vious Result</source>
            <translation>前の結果(&amp;V)</translation>
        </message>
        <message>
            <source>&amp;Keep This Result</source>
            <translation>この結果を採用(&amp;K)</translation>
        </message>
        <message>
            <source>Keep All as &amp;Layers</source>
            <translation>すべてレイヤーとして採用(&amp;L)</translation>
        </message>
        <message>
            <source>Pa&amp;use the Queue</source>
            <translation>キューを一時停止(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Cancel</source>
            <translation>キャンセル(&amp;C)</translation>
        </message>
        <message>
            <source>Cancel All</source>
            <translation>すべて中止</translation>
        </message>
        <message>
            <source>Selection &amp;Bar</source>
            <translation>選択バー(&amp;B)</translation>
        </message>
        <message>
            <source>Zoom &amp;In</source>
            <translation>拡大(&amp;I)</translation>
        </message>
        <message>
            <source>Zoom &amp;Out</source>
            <translation>縮小(&amp;O)</translation>
        </message>
        <message>
            <source>&amp;Fit in Window</source>
            <translation>ウィンドウに合わせる(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Actual Pixels</source>
            <translation>等倍(&amp;A)</translation>
        </message>
        <message>
            <source>Rotate View &amp;Left</source>
            <translation>表示を左に回転(&amp;L)</translation>
        </message>
        <message>
            <source>Rotate View &amp;Right</source>
            <translation>表示を右に回転(&amp;R)</translation>
        </message>
        <message>
            <source>Reset R&amp;otation</source>
            <translation>回転をリセット(&amp;O)</translation>
        </message>
        <message>
            <source>&amp;Mirror View</source>
            <translation>表示を反転(&amp;M)</translation>
        </message>
        <message>
            <source>Pixel &amp;Grid</source>
            <translation>ピクセルグリッド(&amp;G)</translation>
        </message>
        <message>
            <source>&amp;Before/After</source>
            <translation>編集前と比較(&amp;B)</translation>
        </message>
        <message>
            <source>&amp;About Stillwater</source>
            <translation>Stillwater について(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;More Like This</source>
            <translation>これに似たものをもっと(&amp;M)</translation>
        </message>
        <message>
            <source>&amp;Ten More Steps</source>
            <translation>さらに 10 ステップ(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;History of Generations…</source>
            <translation>生成の履歴(&amp;H)…</translation>
        </message>
        <message>
            <source>Convert Colours to &amp;sRGB</source>
            <translation>色を sRGB に変換(&amp;S)</translation>
        </message>
        <message>
            <source>Paint &amp;on the Mask</source>
            <translation>マスクに描く(&amp;O)</translation>
        </message>
        <message>
            <source>Show the Mask Alo&amp;ne</source>
            <translation>マスクだけを表示(&amp;N)</translation>
        </message>
        <message>
            <source>S&amp;witch the Mask Off</source>
            <translation>マスクを無効にする(&amp;W)</translation>
        </message>
        <message>
            <source>&amp;Refine Edges…</source>
            <translation>境界を調整(&amp;R)…</translation>
        </message>
        <message>
            <source>Li&amp;ve Refill</source>
            <translation>ライブ再生成(&amp;V)</translation>
        </message>
        <message>
            <source>&amp;Group Layers</source>
            <translation>レイヤーをグループ化(&amp;G)</translation>
        </message>
        <message>
            <source>&amp;Ungroup Layers</source>
            <translation>グループ解除(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Merge Group</source>
            <translation>グループを結合(&amp;M)</translation>
        </message>
    </context>
    <context>
        <name>ui::MessageBar</name>
        <message>
            <source>Messages</source>
            <translation>メッセージ</translation>
        </message>
        <message>
            <source>Close this message</source>
            <translation>メッセージを閉じる</translation>
        </message>
    </context>
    <context>
        <name>ui::ModelDownload</name>
        <message>
            <source>the part on disk does not belong to the file</source>
            <translation>ディスク上の部分がファイルと一致しません</translation>
        </message>
        <message>
            <source>the connection broke off</source>
            <translation>接続が切れました</translation>
        </message>
    </context>
    <context>
        <name>ui::ModelManager</name>
        <message>
            <source>Work offline: nothing is sent or fetched</source>
            <translation>オフライン: 何も送受信しません</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>モデル</translation>
        </message>
        <message>
            <source>On this machine</source>
            <translation>このコンピューター</translation>
        </message>
        <message>
            <source>On servers</source>
            <translation>サーバー</translation>
        </message>
        <message>
            <source>%1 (%2 of %3): %4</source>
            <translation>%1 (%2 / %3): %4</translation>
        </message>
        <message>
            <source>Trying again (%1): %2</source>
            <translation>再試行 (%1): %2</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名前</translation>
        </message>
        <message>
            <source>Family</source>
            <translation>系統</translation>
        </message>
        <message>
            <source>Licence</source>
            <translation>ライセンス</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大きさ</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状態</translation>
        </message>
        <message>
            <source>Use</source>
            <translation>使う</translation>
        </message>
        <message>
            <source>Verify</source>
            <translation>検査</translation>
        </message>
        <message>
            <source>Reads every number of every tensor once</source>
            <translation>すべてのテンソルの数値を 1 度読みます</translation>
        </message>
        <message>
            <source>Look in a folder…</source>
            <translation>フォルダーの中を探す…</translation>
        </message>
        <message>
            <source>Download</source>
            <translation>ダウンロード</translation>
        </message>
        <message>
            <source>owner/name of a Hugging Face repository, or the address of a file</source>
            <translation>Hugging Face のリポジトリ名 (owner/name) かファイルのアドレス</translation>
        </message>
        <message>
            <source>SHA-256 of a single file, if you have it</source>
            <translation>単一ファイルの SHA-256（あれば）</translation>
        </message>
        <message>
            <source>Servers that speak the OpenAI images API: LocalAI, stable-diffusion.cpp, hosted ones. Only what is around the selection and your words are sent, and only to a server that you have added here and chosen.</source>
            <translation>OpenAI 画像 API に対応したサーバー (LocalAI、stable-diffusion.cpp など)。送られるのは選択範囲のまわりと言葉だけで、ここに追加して選んだサーバーにのみ送られます。</translation>
        </message>
        <message>
            <source>Machine</source>
            <translation>コンピューター</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>モデル</translation>
        </message>
        <message>
            <source>Add…</source>
            <translation>追加…</translation>
        </message>
        <message>
            <source>Change…</source>
            <translation>変更…</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>削除</translation>
        </message>
        <message>
            <source>Looking for models</source>
            <translation>モデルを探しています</translation>
        </message>
        <message>
            <source>not stated</source>
            <translation>記載なし</translation>
        </message>
        <message>
            <source>cannot be used</source>
            <translation>使えません</translation>
        </message>
        <message>
            <source>Choose a model.</source>
            <translation>モデルを選んでください。</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>キャンセル</translation>
        </message>
        <message>
            <source>The program works offline</source>
            <translation>オフラインで動作中</translation>
        </message>
        <message>
            <source>its own</source>
            <translation>独自</translation>
        </message>
        <message>
            <source>reading</source>
            <translation>読み取り中</translation>
        </message>
        <message>
            <source>whole</source>
            <translation>完全</translation>
        </message>
        <message>
            <source>damaged</source>
            <translation>破損</translation>
        </message>
        <message>
            <source>Look for models in a folder</source>
            <translation>フォルダーの中のモデルを探す</translation>
        </message>
        <message>
            <source>Asking for the files</source>
            <translation>ファイルを問い合わせ中</translation>
        </message>
        <message>
            <source>It lies in %1.</source>
            <translation>%1 にあります。</translation>
        </message>
        <message>
            <source>Not downloaded: %1</source>
            <translation>ダウンロードされませんでした: %1</translation>
        </message>
    </context>
    <context>
        <name>ui::ModelSection</name>
        <message>
            <source>Change</source>
            <translation>変更</translation>
        </message>
        <message>
            <source>Use another model</source>
            <translation>別のモデルを使う</translation>
        </message>
        <message>
            <source>Change the model</source>
            <translation>モデルを変更</translation>
        </message>
        <message>
            <source>Opening the model</source>
            <translation>モデルを開いています</translation>
        </message>
        <message>
            <source>%1 of weights, licence not stated</source>
            <translation>重み %1、ライセンスの記載なし</translation>
        </message>
        <message>
            <source>%1 of weights, licence: %2</source>
            <translation>重み %1、ライセンス: %2</translation>
        </message>
        <message>
            <source>No model</source>
            <translation>モデルなし</translation>
        </message>
        <message>
            <source>The model that comes with Stillwater</source>
            <translation>Stillwater 付属のモデル</translation>
        </message>
        <message>
            <source>Choose a model folder…</source>
            <translation>モデルのフォルダーを選ぶ…</translation>
        </message>
        <message>
            <source>Choose a model folder</source>
            <translation>モデルのフォルダーを選ぶ</translation>
        </message>
        <message>
            <source>Runs on %1</source>
            <translation>%1 で実行</translation>
        </message>
        <message>
            <source>%1, on %2</source>
            <translation>%1、%2</translation>
        </message>
        <message>
            <source>Work offline</source>
            <translation>オフラインで作業</translation>
        </message>
        <message>
            <source>Models and servers…</source>
            <translation>モデルとサーバー…</translation>
        </message>
    </context>
    <context>
        <name>ui::NavigatorMap</name>
        <message>
            <source>The whole picture</source>
            <translation>画像全体</translation>
        </message>
        <message>
            <source>No picture</source>
            <translation>画像なし</translation>
        </message>
    </context>
    <context>
        <name>ui::NavigatorPanel</name>
        <message>
            <source>Zoom</source>
            <translation>ズーム</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>縮小</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>拡大</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
    </context>
    <context>
        <name>ui::PaintOptions</name>
        <message>
            <source>Colour (X swaps, D resets)</source>
            <translation>色 (X で入れ替え、D で初期化)</translation>
        </message>
        <message>
            <source>Second colour</source>
            <translation>2 番目の色</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>サイズ</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source>Softness</source>
            <translation>ぼかし幅</translation>
        </message>
        <message>
            <source> %</source>
            <translation> %</translation>
        </message>
        <message>
            <source>Opacity</source>
            <translation>不透明度</translation>
        </message>
        <message>
            <source>Tolerance</source>
            <translation>許容値</translation>
        </message>
        <message>
            <source>All layers</source>
            <translation>すべてのレイヤー</translation>
        </message>
        <message>
            <source>Round</source>
            <translation>円形</translation>
        </message>
        <message>
            <source>Pressure covers</source>
            <translation>筆圧で濃さ</translation>
        </message>
        <message>
            <source>Diameter of the brush ( [ and ] )</source>
            <translation>ブラシの直径 ( [ と ] )</translation>
        </message>
        <message>
            <source>How softly the brush ends</source>
            <translation>ブラシの縁の柔らかさ</translation>
        </message>
        <message>
            <source>How much the stroke as a whole covers</source>
            <translation>ストローク全体の濃さ</translation>
        </message>
        <message>
            <source>How far a colour may be off</source>
            <translation>色の違いの許容範囲</translation>
        </message>
        <message>
            <source>Look at all visible layers instead of the active one</source>
            <translation>作業中だけでなく、見えているすべてのレイヤーを見る</translation>
        </message>
        <message>
            <source>From the start in all directions</source>
            <translation>始点から全方向へ</translation>
        </message>
        <message>
            <source>A pen's pressure sets how strongly the brush covers</source>
            <translation>ペンの筆圧でブラシの濃さが変わります</translation>
        </message>
    </context>
    <context>
        <name>ui::PreferencesDialog</name>
        <message>
            <source>Preferences</source>
            <translation>環境設定</translation>
        </message>
        <message>
            <source>General</source>
            <translation>一般</translation>
        </message>
        <message>
            <source>Keyboard</source>
            <translation>キーボード</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>ダーク</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>ライト</translation>
        </message>
        <message>
            <source>As the desktop</source>
            <translation>システムに合わせる</translation>
        </message>
        <message>
            <source> MB</source>
            <translation> MB</translation>
        </message>
        <message>
            <source> s</source>
            <translation> 秒</translation>
        </message>
        <message>
            <source>never</source>
            <translation>しない</translation>
        </message>
        <message>
            <source>Changes are kept this often, to be brought back after a crash</source>
            <translation>異常終了しても戻せるよう、この間隔で変更を控えます</translation>
        </message>
        <message>
            <source>Exports leave out camera data, place and captions</source>
            <translation>書き出しでカメラ情報・場所・説明を省く</translation>
        </message>
        <message>
            <source>Looks</source>
            <translation>外観</translation>
        </message>
        <message>
            <source>Memory for undo</source>
            <translation>取り消し用メモリ</translation>
        </message>
        <message>
            <source>Keep changes every</source>
            <translation>変更を保持する間隔</translation>
        </message>
        <message>
            <source>Keys of a program you know</source>
            <translation>使い慣れたプログラムのキー</translation>
        </message>
        <message>
            <source>Keys as in…</source>
            <translation>キー設定…</translation>
        </message>
        <message>
            <source>Preset</source>
            <translation>プリセット</translation>
        </message>
        <message>
            <source>sRGB</source>
            <translation>sRGB</translation>
        </message>
        <message>
            <source>The ICC file that describes your screen; empty means sRGB</source>
            <translation>画面の特性を表す ICC ファイル。空なら sRGB</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>選択…</translation>
        </message>
        <message>
            <source>Profile of the Screen</source>
            <translation>画面のプロファイル</translation>
        </message>
        <message>
            <source>Colour profiles (*.icc *.icm)</source>
            <translation>カラープロファイル (*.icc *.icm)</translation>
        </message>
        <message>
            <source>What the history needs beyond this goes to the disk</source>
            <translation>これを超えた履歴はディスクに置かれます</translation>
        </message>
        <message>
            <source> GB</source>
            <translation> GB</translation>
        </message>
        <message>
            <source>none</source>
            <translation>なし</translation>
        </message>
        <message>
            <source>Older steps are forgotten when this is full too</source>
            <translation>ここも一杯になると古い手順から忘れます</translation>
        </message>
        <message>
            <source>Disk space for undo</source>
            <translation>取り消し用のディスク容量</translation>
        </message>
        <message>
            <source>Screen's colours</source>
            <translation>画面の色</translation>
        </message>
        <message>
            <source>Performance</source>
            <translation>パフォーマンス</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>ファイル</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>モデル</translation>
        </message>
        <message>
            <source>all</source>
            <translation>すべて</translation>
        </message>
        <message>
            <source>With fewer, generating takes longer and leaves more to other programs</source>
            <translation>少なくすると生成に時間がかかりますが、他のプログラムに余裕が残ります</translation>
        </message>
        <message>
            <source>Show the picture while it is generated</source>
            <translation>生成中の画像を表示する</translation>
        </message>
        <message>
            <source>Without, generating is a little faster</source>
            <translation>表示しないと生成が少し速くなります</translation>
        </message>
        <message>
            <source>Cores for generating</source>
            <translation>生成に使うコア数</translation>
        </message>
        <message>
            <source>Higher keeps more detail and makes a larger file</source>
            <translation>高いほど細部が残り、ファイルは大きくなります</translation>
        </message>
        <message>
            <source>Each export can still choose otherwise.</source>
            <translation>書き出すたびに変更できます。</translation>
        </message>
        <message>
            <source>Export as</source>
            <translation>書き出し形式</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>品質</translation>
        </message>
        <message>
            <source>Folders that are looked into for models, beside the program&apos;s own:</source>
            <translation>プログラムのフォルダーのほかにモデルを探すフォルダー：</translation>
        </message>
        <message>
            <source>Folders with models</source>
            <translation>モデルのフォルダー</translation>
        </message>
        <message>
            <source>Add…</source>
            <translation>追加…</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>削除</translation>
        </message>
        <message>
            <source>Look for models in a folder</source>
            <translation>フォルダーからモデルを探す</translation>
        </message>
    </context>
    <context>
        <name>Progress</name>
        <message>
            <source>Cancel</source>
            <translation>キャンセル</translation>
        </message>
        <message>
            <source>Getting ready</source>
            <translation>準備中</translation>
        </message>
        <message>
            <source>Loading the model</source>
            <translation>モデルを読み込み中</translation>
        </message>
        <message>
            <source>Continuing the surroundings</source>
            <translation>周囲を延ばしています</translation>
        </message>
        <message>
            <source>Reading the picture</source>
            <translation>画像を読み取り中</translation>
        </message>
        <message>
            <source>Painting, step %1 of %2</source>
            <translation>描画中、ステップ %1 / %2</translation>
        </message>
        <message>
            <source>Finishing</source>
            <translation>仕上げ中</translation>
        </message>
        <message>
            <source>Part %1 of %2: %3</source>
            <translation>パート %1 / %2: %3</translation>
        </message>
        <message>
            <source>Result %1 of %2: %3</source>
            <translation>結果 %1 / %2: %3</translation>
        </message>
        <message>
            <source>about %1 s left</source>
            <translation>残り約 %1 秒</translation>
        </message>
        <message>
            <source>about %1 min left</source>
            <translation>残り約 %1 分</translation>
        </message>
        <message>
            <source>almost done</source>
            <translation>まもなく完了</translation>
        </message>
        <message>
            <source>Painting, on the server</source>
            <translation>サーバーで描画中</translation>
        </message>
    </context>
    <context>
        <name>ui::ProgressSection</name>
        <message>
            <source>Progress</source>
            <translation>進行状況</translation>
        </message>
        <message>
            <source>Stop and leave the picture as it was (Esc)</source>
            <translation>中止して画像を元のままにする (Esc)</translation>
        </message>
        <message>
            <source>working out the time</source>
            <translation>時間を計算中</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>中止しています</translation>
        </message>
    </context>
    <context>
        <name>ui::PromptBox</name>
        <message>
            <source>Keep out of the picture</source>
            <translation>画像に入れないもの</translation>
        </message>
        <message>
            <source>Prompt</source>
            <translation>プロンプト</translation>
        </message>
        <message>
            <source>Up and Down: earlier prompts. Ctrl+Up and Ctrl+Down: the word at the cursor counts more or less.</source>
            <translation>上下キー: 以前のプロンプト。Ctrl+上下: カーソル位置の言葉の重みを変える。</translation>
        </message>
        <message>
            <source>Negative prompt</source>
            <translation>ネガティブプロンプト</translation>
        </message>
        <message>
            <source>For instance: people, text, blur</source>
            <translation>例: people, text, blur</translation>
        </message>
        <message>
            <source>Tokens of the prompt. What is over one chunk is read apart from the rest, so it counts less for it.</source>
            <translation>プロンプトのトークン数。1 区切りを超えた分は別に読まれ、影響が弱くなります。</translation>
        </message>
        <message>
            <source>Styles</source>
            <translation>スタイル</translation>
        </message>
        <message>
            <source>Words you saved for later</source>
            <translation>保存しておいた言葉</translation>
        </message>
        <message>
            <source>%1 tokens, %2 chunks of %3</source>
            <translation>%1 トークン（%3 × %2 区切り）</translation>
        </message>
        <message>
            <source>%1 of %2 tokens</source>
            <translation>%1 / %2 トークン</translation>
        </message>
        <message>
            <source>Save these words…</source>
            <translation>この言葉を保存…</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>削除</translation>
        </message>
        <message>
            <source>Save a style</source>
            <translation>スタイルを保存</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名前</translation>
        </message>
    </context>
    <context>
        <name>ui::QueueSection</name>
        <message>
            <source>Begin nothing new for now</source>
            <translation>しばらく新しいものを始めない</translation>
        </message>
        <message>
            <source>Call off everything</source>
            <translation>すべて取りやめる</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>One place forward</source>
            <translation>1 つ前へ</translation>
        </message>
        <message>
            <source>Call this one off</source>
            <translation>これを取りやめる</translation>
        </message>
        <message numerus="yes">
            <source>Paused, %n waiting</source>
            <translation>
                <numerusform>一時停止中、%n 件待ち</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n waiting</source>
            <translation>
                <numerusform>%n 件待ち</numerusform>
            </translation>
        </message>
        <message>
            <source>Stopped at step %1: %2</source>
            <translation>ステップ %1 で停止: %2</translation>
        </message>
        <message>
            <source>Not begun: %1</source>
            <translation>未開始: %1</translation>
        </message>
        <message>
            <source>%1, in %2</source>
            <translation>%1（%2）</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>続ける</translation>
        </message>
        <message>
            <source>Go on from its last step</source>
            <translation>最後のステップから続ける</translation>
        </message>
        <message>
            <source>Give it up</source>
            <translation>あきらめる</translation>
        </message>
    </context>
    <context>
        <name>ui::RatioChoice</name>
        <message>
            <source>Shape</source>
            <translation>形</translation>
        </message>
        <message>
            <source>Custom</source>
            <translation>自由</translation>
        </message>
        <message>
            <source>Upright: higher than wide</source>
            <translation>縦長</translation>
        </message>
        <message>
            <source>Upright</source>
            <translation>縦長</translation>
        </message>
    </context>
    <context>
        <name>ui::Recovery</name>
        <message>
            <source>Recover your work</source>
            <translation>作業の復元</translation>
        </message>
        <message>
            <source>Stillwater did not end in order last time.</source>
            <translation>前回 Stillwater は正常に終了しませんでした。</translation>
        </message>
        <message>
            <source>Changes up to %1 that were not saved can be brought back.</source>
            <translation>%1 までの保存されていない変更を戻せます。</translation>
        </message>
        <message>
            <source>Recover</source>
            <translation>復元</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>破棄</translation>
        </message>
        <message>
            <source>Ask again later</source>
            <translation>後で確認</translation>
        </message>
    </context>
    <context>
        <name>ui::RemoteServers</name>
        <message>
            <source>The address must begin with http:// or https:// and name a machine.</source>
            <translation>アドレスは http:// か https:// で始まり、コンピューター名を含む必要があります。</translation>
        </message>
        <message>
            <source>Put the key into its own field, not into the address.</source>
            <translation>キーはアドレスではなく専用の欄に入れてください。</translation>
        </message>
        <message>
            <source>Pictures must be between 64 and 4096 pixels wide.</source>
            <translation>画像の幅は 64〜4096 ピクセルにしてください。</translation>
        </message>
        <message>
            <source>The time to wait must be between a second and a day.</source>
            <translation>待ち時間は 1 秒から 1 日の間にしてください。</translation>
        </message>
        <message>
            <source>The key would be readable on its way there; the address must begin with https://.</source>
            <translation>キーが途中で読み取られるおそれがあります。アドレスは https:// で始めてください。</translation>
        </message>
    </context>
    <context>
        <name>Selection</name>
        <message>
            <source>Grow the Selection</source>
            <translation>選択範囲の拡張</translation>
        </message>
        <message>
            <source>Shrink the Selection</source>
            <translation>選択範囲の縮小</translation>
        </message>
        <message>
            <source>Feather the Selection</source>
            <translation>選択範囲をぼかす</translation>
        </message>
        <message>
            <source>Smooth the Selection</source>
            <translation>選択範囲を滑らかに</translation>
        </message>
        <message>
            <source>Pixels</source>
            <translation>ピクセル</translation>
        </message>
        <message>
            <source>Refine the Selection's Edges</source>
            <translation>選択範囲の境界を調整</translation>
        </message>
    </context>
    <context>
        <name>ui::SelectionBar</name>
        <message>
            <source>Make what is selected disappear (J)</source>
            <translation>選択したものを消す (J)</translation>
        </message>
        <message>
            <source>Paint these words into the selection (Shift+F5)</source>
            <translation>この言葉を選択範囲に描く (Shift+F5)</translation>
        </message>
        <message>
            <source>For the selection</source>
            <translation>選択範囲に対して</translation>
        </message>
        <message>
            <source>What should be there?</source>
            <translation>何を置きますか？</translation>
        </message>
        <message>
            <source>Prompt for the selection</source>
            <translation>選択範囲へのプロンプト</translation>
        </message>
        <message>
            <source>Continue the picture beyond its borders</source>
            <translation>画像を枠の外へ続ける</translation>
        </message>
        <message>
            <source>Select it too, so that it goes with the thing</source>
            <translation>一緒に消えるように、これも選択する</translation>
        </message>
        <message>
            <source>Take in its shadow</source>
            <translation>影も含める</translation>
        </message>
        <message>
            <source>Take in its reflection</source>
            <translation>映り込みも含める</translation>
        </message>
    </context>
    <context>
        <name>ui::SelectionOptions</name>
        <message>
            <source>Feather</source>
            <translation>ぼかし</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source>Tolerance</source>
            <translation>許容値</translation>
        </message>
        <message>
            <source>New selection</source>
            <translation>新しい選択範囲</translation>
        </message>
        <message>
            <source>Add to the selection (Shift)</source>
            <translation>選択範囲に追加 (Shift)</translation>
        </message>
        <message>
            <source>Take away from the selection (Alt)</source>
            <translation>選択範囲から除く (Alt)</translation>
        </message>
        <message>
            <source>Keep what both have in common (Shift+Alt)</source>
            <translation>共通部分を残す (Shift+Alt)</translation>
        </message>
        <message>
            <source>How softly new selections end</source>
            <translation>新しい選択範囲の縁の柔らかさ</translation>
        </message>
        <message>
            <source>How far a colour may be off</source>
            <translation>色の違いの許容範囲</translation>
        </message>
        <message>
            <source>What is drawn</source>
            <translation>描くもの</translation>
        </message>
        <message>
            <source>Box</source>
            <translation>囲む</translation>
        </message>
        <message>
            <source>Scribble</source>
            <translation>なぞる</translation>
        </message>
        <message>
            <source>Drag a rough box round the thing</source>
            <translation>対象を大まかに囲む</translation>
        </message>
        <message>
            <source>Draw a line across the thing</source>
            <translation>対象の上に線を引く</translation>
        </message>
    </context>
    <context>
        <name>ui::ServerDialog</name>
        <message>
            <source>squares only</source>
            <translation>正方形のみ</translation>
        </message>
        <message>
            <source>Add a server</source>
            <translation>サーバーを追加</translation>
        </message>
        <message>
            <source>Change a server</source>
            <translation>サーバーを変更</translation>
        </message>
        <message>
            <source>if it wants one</source>
            <translation>必要な場合のみ</translation>
        </message>
        <message>
            <source>Kept in a file that only you can read, and sent to this server alone</source>
            <translation>あなただけが読めるファイルに置かれ、このサーバーにのみ送られます</translation>
        </message>
        <message>
            <source>the server's own choice</source>
            <translation>サーバーに任せる</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source> s</source>
            <translation> 秒</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名前</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>アドレス</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>キー</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>モデル</translation>
        </message>
        <message>
            <source>Longer side</source>
            <translation>長辺</translation>
        </message>
        <message>
            <source>Wait at most</source>
            <translation>最長待ち時間</translation>
        </message>
    </context>
    <context>
        <name>ui::ShortcutTable</name>
        <message>
            <source>Find a command</source>
            <translation>コマンドを検索</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>コマンド</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>キー</translation>
        </message>
        <message>
            <source>New keys</source>
            <translation>新しいキー</translation>
        </message>
        <message>
            <source>None</source>
            <translation>なし</translation>
        </message>
        <message>
            <source>The command gets no keys</source>
            <translation>このコマンドにキーを割り当てない</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>既定</translation>
        </message>
        <message>
            <source>The keys the program came with</source>
            <translation>プログラム本来のキー</translation>
        </message>
        <message>
            <source>Reset all</source>
            <translation>すべて戻す</translation>
        </message>
        <message>
            <source>Taken from “%1”</source>
            <translation>「%1」から移しました</translation>
        </message>
    </context>
    <context>
        <name>ui::StatusStrip</name>
        <message>
            <source>Pixel under the pointer</source>
            <translation>ポインター位置のピクセル</translation>
        </message>
        <message>
            <source>Size of the picture in pixels</source>
            <translation>画像の大きさ（ピクセル）</translation>
        </message>
        <message>
            <source>Zoom (Ctrl+0 fits, Ctrl+1 is 100 %)</source>
            <translation>ズーム (Ctrl+0 で全体、Ctrl+1 で 100 %)</translation>
        </message>
        <message>
            <source>Memory this program uses</source>
            <translation>このプログラムが使うメモリー</translation>
        </message>
        <message>
            <source>What the engine is doing</source>
            <translation>エンジンの状態</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
    </context>
    <context>
        <name>Tools</name>
        <message>
            <source>Hold Alt and click on the place to copy from first.</source>
            <translation>先に Alt を押しながらコピー元をクリックしてください。</translation>
        </message>
        <message>
            <source>The layer is empty.</source>
            <translation>レイヤーは空です。</translation>
        </message>
        <message>
            <source>Mask brush</source>
            <translation>マスクブラシ</translation>
        </message>
        <message>
            <source>Paint over what should change. Alt erases, [ and ] set the size, Shift draws a straight line.</source>
            <translation>変えたいところを塗ります。Alt で消す、[ と ] で大きさ、Shift で直線。</translation>
        </message>
        <message>
            <source>Mask eraser</source>
            <translation>マスク消しゴム</translation>
        </message>
        <message>
            <source>Wipe the mask away. Alt paints, [ and ] set the size.</source>
            <translation>マスクを消します。Alt で塗る、[ と ] で大きさ。</translation>
        </message>
        <message>
            <source>Rectangle selection</source>
            <translation>矩形選択</translation>
        </message>
        <message>
            <source>Drag out a rectangle. Shift adds, Alt subtracts, both intersect; pressed later Shift makes a square, Alt starts in the middle.</source>
            <translation>長方形をドラッグ。Shift で追加、Alt で除外、両方で共通部分。途中で Shift は正方形、Alt は中心から。</translation>
        </message>
        <message>
            <source>Ellipse selection</source>
            <translation>楕円選択</translation>
        </message>
        <message>
            <source>Drag out an ellipse. Shift adds, Alt subtracts, both intersect; pressed later Shift makes a circle, Alt starts in the middle.</source>
            <translation>楕円をドラッグ。Shift で追加、Alt で除外、両方で共通部分。途中で Shift は正円、Alt は中心から。</translation>
        </message>
        <message>
            <source>Lasso</source>
            <translation>なげなわ</translation>
        </message>
        <message>
            <source>Draw round what should be selected. Shift adds, Alt subtracts.</source>
            <translation>選ぶものを囲みます。Shift で追加、Alt で除外。</translation>
        </message>
        <message>
            <source>Polygon selection</source>
            <translation>多角形選択</translation>
        </message>
        <message>
            <source>Click corner by corner; a double click or Enter closes, Backspace takes the last corner back.</source>
            <translation>角を順にクリック。ダブルクリックか Enter で閉じ、Backspace で 1 つ戻ります。</translation>
        </message>
        <message>
            <source>Magic wand</source>
            <translation>自動選択</translation>
        </message>
        <message>
            <source>Click to select what hangs together in this colour. Shift adds, Alt subtracts.</source>
            <translation>クリックした色の続きを選択。Shift で追加、Alt で除外。</translation>
        </message>
        <message>
            <source>Select by colour</source>
            <translation>色域選択</translation>
        </message>
        <message>
            <source>Click to select this colour wherever it is. Shift adds, Alt subtracts.</source>
            <translation>クリックした色を画像全体から選択。Shift で追加、Alt で除外。</translation>
        </message>
        <message>
            <source>Move layer</source>
            <translation>レイヤーを移動</translation>
        </message>
        <message>
            <source>Drag the active layer; arrow keys move it by a pixel, Shift keeps to one direction.</source>
            <translation>作業中のレイヤーをドラッグ。矢印キーで 1 ピクセル、Shift で一方向。</translation>
        </message>
        <message>
            <source>Free transform</source>
            <translation>自由変形</translation>
        </message>
        <message>
            <source>Drag handles to scale, outside to turn, inside to move. Enter applies, Esc gives up.</source>
            <translation>つまみで拡大縮小、外側で回転、内側で移動。Enter で確定、Esc で中止。</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>切り抜き</translation>
        </message>
        <message>
            <source>Drag out what stays. Enter crops, Esc gives up.</source>
            <translation>残す範囲をドラッグ。Enter で切り抜き、Esc で中止。</translation>
        </message>
        <message>
            <source>Expand</source>
            <translation>拡張</translation>
        </message>
        <message>
            <source>Drag a side outwards to have the picture continued there. Alt moves the opposite side too, Enter begins.</source>
            <translation>辺を外へドラッグすると画像がその先へ続きます。Alt で反対側も、Enter で開始。</translation>
        </message>
        <message>
            <source>Paint brush</source>
            <translation>ブラシ</translation>
        </message>
        <message>
            <source>Paint on the active layer. Alt picks a colour, [ and ] set the size, Shift draws a straight line.</source>
            <translation>作業中のレイヤーに描きます。Alt で色を取る、[ と ] で大きさ、Shift で直線。</translation>
        </message>
        <message>
            <source>Paint eraser</source>
            <translation>消しゴム</translation>
        </message>
        <message>
            <source>Rub out the active layer. [ and ] set the size.</source>
            <translation>作業中のレイヤーを消します。[ と ] で大きさ。</translation>
        </message>
        <message>
            <source>Clone stamp</source>
            <translation>コピースタンプ</translation>
        </message>
        <message>
            <source>Alt-click where to copy from, then paint.</source>
            <translation>Alt+クリックでコピー元を決めてから描きます。</translation>
        </message>
        <message>
            <source>Heal</source>
            <translation>修復</translation>
        </message>
        <message>
            <source>Paint over a blemish: it is filled from its surroundings.</source>
            <translation>傷を塗ると、周囲から埋められます。</translation>
        </message>
        <message>
            <source>Fill with colour</source>
            <translation>塗りつぶし</translation>
        </message>
        <message>
            <source>Click to fill what has this colour.</source>
            <translation>クリックした色の部分を塗りつぶします。</translation>
        </message>
        <message>
            <source>Gradient</source>
            <translation>グラデーション</translation>
        </message>
        <message>
            <source>Drag from where the first colour ends to where the second begins.</source>
            <translation>最初の色の終わりから次の色の始まりまでドラッグ。</translation>
        </message>
        <message>
            <source>Pick a colour</source>
            <translation>スポイト</translation>
        </message>
        <message>
            <source>Click to take a colour, with Alt as the second colour.</source>
            <translation>クリックで色を取得、Alt で 2 番目の色に。</translation>
        </message>
        <message>
            <source>Move the view</source>
            <translation>手のひら</translation>
        </message>
        <message>
            <source>Drag to move the view. Space or the middle button do so with any tool.</source>
            <translation>ドラッグで表示を移動。どのツールでも Space か中ボタンで可能。</translation>
        </message>
        <message>
            <source>Zoom</source>
            <translation>ズーム</translation>
        </message>
        <message>
            <source>Click to zoom in, Alt-click to zoom out, drag sideways for any zoom.</source>
            <translation>クリックで拡大、Alt+クリックで縮小、横ドラッグで自由に。</translation>
        </message>
        <message>
            <source>There is no layer to work on.</source>
            <translation>作業できるレイヤーがありません。</translation>
        </message>
        <message>
            <source>The layer is locked. Unlock it in the Layers panel first.</source>
            <translation>レイヤーはロックされています。先にレイヤーパネルで解除してください。</translation>
        </message>
        <message>
            <source>The layer is hidden. Show it in the Layers panel first.</source>
            <translation>レイヤーは非表示です。先にレイヤーパネルで表示してください。</translation>
        </message>
        <message>
            <source>Smart selection is not part of this program.</source>
            <translation>このプログラムにはオブジェクト選択が含まれていません。</translation>
        </message>
        <message>
            <source>Smart select</source>
            <translation>オブジェクト選択</translation>
        </message>
        <message>
            <source>Drag a rough box round a thing, or scribble across it. Shift adds, Alt subtracts, both intersect.</source>
            <translation>対象を大まかに囲むか、なぞります。Shift で追加、Alt で除外、両方で共通部分。</translation>
        </message>
        <message>
            <source>This works on pixels. Click the layer's picture in the Layers panel first.</source>
            <translation>これはピクセルに対する機能です。先にレイヤーパネルで画像の方をクリックしてください。</translation>
        </message>
        <message>
            <source>Mix results</source>
            <translation>結果を混ぜる</translation>
        </message>
        <message>
            <source>Paint where the chosen result shows. Left and Right choose, Backspace takes the last stroke back, Enter keeps the mix.</source>
            <translation>選んだ結果を見せたい所を塗ります。左右で選び、Backspace で最後の一筆を取り消し、Enter で確定します。</translation>
        </message>
        <message>
            <source>Ask for two or more results first; then paint where the chosen one shows.</source>
            <translation>先に 2 つ以上の結果を作り、選んだものを見せたい所を塗ってください。</translation>
        </message>
        <message>
            <source>A group has no pixels of its own. Choose a layer in it first.</source>
            <translation>グループ自体にはピクセルがありません。まず中のレイヤーを選んでください。</translation>
        </message>
    </context>
    <context>
        <name>ui::TransformOptions</name>
        <message>
            <source>Width</source>
            <translation>幅</translation>
        </message>
        <message>
            <source> %</source>
            <translation> %</translation>
        </message>
        <message>
            <source>Height</source>
            <translation>高さ</translation>
        </message>
        <message>
            <source>Angle</source>
            <translation>角度</translation>
        </message>
        <message>
            <source>°</source>
            <translation>°</translation>
        </message>
        <message>
            <source>Flip left and right</source>
            <translation>左右反転</translation>
        </message>
        <message>
            <source>Flip top and bottom</source>
            <translation>上下反転</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>適用</translation>
        </message>
    </context>
    <context>
        <name>ui::WordBar</name>
        <message>
            <source>Where words acted:</source>
            <translation>言葉が効いた場所:</translation>
        </message>
        <message>
            <source>Point at a word to see where it acted; click to select that</source>
            <translation>言葉を指すと効いた場所が見え、クリックで選択します</translation>
        </message>
        <message>
            <source>Select where “%1” acted</source>
            <translation>「%1」が効いた場所を選択</translation>
        </message>
    </context>
    <context>
        <name>main</name>
        <message>
            <source>Image editor with generative fill</source>
            <translation>生成塗りつぶしつき画像エディター</translation>
        </message>
        <message>
            <source>Picture or document to open</source>
            <translation>開く画像または文書</translation>
        </message>
        <message>
            <source>Print the milliseconds to the first painted window</source>
            <translation>最初のウィンドウ描画までのミリ秒を表示</translation>
        </message>
    </context>
    <context>
        <name>ui::AnchorGrid</name>
        <message>
            <source>top left</source>
            <translation>左上</translation>
        </message>
        <message>
            <source>top</source>
            <translation>上</translation>
        </message>
        <message>
            <source>top right</source>
            <translation>右上</translation>
        </message>
        <message>
            <source>left</source>
            <translation>左</translation>
        </message>
        <message>
            <source>in the middle</source>
            <translation>中央</translation>
        </message>
        <message>
            <source>right</source>
            <translation>右</translation>
        </message>
        <message>
            <source>bottom left</source>
            <translation>左下</translation>
        </message>
        <message>
            <source>bottom</source>
            <translation>下</translation>
        </message>
        <message>
            <source>bottom right</source>
            <translation>右下</translation>
        </message>
        <message>
            <source>Place of the picture</source>
            <translation>画像の位置</translation>
        </message>
        <message>
            <source>The picture stays: %1</source>
            <translation>画像の位置: %1</translation>
        </message>
    </context>
    <context>
        <name>Engine</name>
        <message>
            <source>Stopping</source>
            <translation>中止しています</translation>
        </message>
        <message>
            <source>Engine starting</source>
            <translation>エンジン起動中</translation>
        </message>
        <message>
            <source>Engine ready</source>
            <translation>エンジン準備完了</translation>
        </message>
        <message>
            <source>No engine</source>
            <translation>エンジンなし</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <translation>%1、%2</translation>
        </message>
    </context>
    <context>
        <name>Duration</name>
        <message>
            <source>about %1 s</source>
            <translation>約 %1 秒</translation>
        </message>
        <message>
            <source>about %1 min</source>
            <translation>約 %1 分</translation>
        </message>
        <message>
            <source>about %1 h</source>
            <translation>約 %1 時間</translation>
        </message>
    </context>
    <context>
        <name>RunEstimate</name>
        <message>
            <source>%1, %2 of memory</source>
            <translation>%1、メモリー %2</translation>
        </message>
        <message>
            <source>From how long this model took before on this machine.</source>
            <translation>このコンピューターでのこのモデルの所要時間から。</translation>
        </message>
        <message>
            <source>Guessed from the size of the model; it gets better with each run.</source>
            <translation>モデルの大きさからの推定。使うほど正確になります。</translation>
        </message>
        <message>
            <source>: only %1 are free</source>
            <translation>：空きは %1 だけです</translation>
        </message>
        <message>
            <source>%1, on %2</source>
            <translation>%1（%2 上）</translation>
        </message>
        <message>
            <source>Runs on %1</source>
            <translation>%1 で実行</translation>
        </message>
        <message>
            <source>What is around the selection and your words are sent there.</source>
            <translation>選択範囲の周囲と入力した言葉がそこへ送信されます。</translation>
        </message>
    </context>
</TS>
