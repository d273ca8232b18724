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
        <name>AdjustDialog</name>
        <message>
            <source>Preview</source>
            <translation>プレビュー</translation>
        </message>
        <message>
            <source>Show the change in the picture</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Red</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Green</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Blue</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Channel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Click to set a point, drag it, drag it out to remove it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The layer is locked. Unlock it in the Layers panel first.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AdvancedSection</name>
        <message>
            <source>Steps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Guidance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Strength</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use the model's defaults</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More steps take longer and come out cleaner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How closely the prompt is followed; 1 ignores it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How far the result may leave the copied surroundings; 0 keeps them as they are</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sampler</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Model's default</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same seed and settings give the same picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another seed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep this seed for the next run</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep this seed</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AnchorGrid</name>
        <message>
            <source>Place of the picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The picture stays: %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ApplyButtons</name>
        <message>
            <source>%1 (Enter)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation>キャンセル</translation>
        </message>
        <message>
            <source>Give up (Esc)</source>
            <translation type="unfinished" />
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
    </context>
    <context>
        <name>BrushOptions</name>
        <message>
            <source>Size</source>
            <translation>サイズ</translation>
        </message>
        <message>
            <source> px</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Softness</source>
            <translation>ぼかし幅</translation>
        </message>
        <message>
            <source> %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Diameter of the brush ( [ and ] )</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How softly the brush ends</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Colour of the mask</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CandidateShelf</name>
        <message>
            <source>The picture changed its size meanwhile. The result was moved along or, where that could not be told, kept as a hidden layer.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CandidateStrip</name>
        <message>
            <source>Keep</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Discard</source>
            <translation>破棄</translation>
        </message>
        <message>
            <source>Results to choose from</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put the one that shows into the picture (Enter)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put all into the picture as layers; the one that shows is visible</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave the picture as it was (Esc)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copied surroundings only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Result %1, seed %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1: %2 of %3</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>, surroundings only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>, %1 more to choose from behind</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CanvasSizeDialog</name>
        <message>
            <source>Canvas Size</source>
            <translation>キャンバスサイズ</translation>
        </message>
        <message>
            <source> px</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Top left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Top</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Top right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Middle</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bottom left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bottom</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bottom right</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change</source>
            <translation>変更</translation>
        </message>
    </context>
    <context>
        <name>CanvasView</name>
        <message>
            <source>Picture</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CommandPalette</name>
        <message>
            <source>Find a command</source>
            <translation>コマンドを検索</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CreateControls</name>
        <message>
            <source>A new document</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A new layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The selection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where the picture goes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Into</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> px</source>
            <translation type="unfinished" />
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
        <name>CropOptions</name>
        <message>
            <source>Straighten</source>
            <translation>傾き補正</translation>
        </message>
        <message>
            <source>°</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ratio of the sides</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Turns the frame; the picture is made upright by it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Otherwise layers keep it out of sight</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Crop</source>
            <translation>切り抜き</translation>
        </message>
    </context>
    <context>
        <name>CurveEditor</name>
        <message>
            <source>Curve</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DocumentFiles</name>
        <message>
            <source>The previous save has not finished yet. Try again in a moment.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DocumentJobs</name>
        <message>
            <source>The picture changed in the meantime, so this was not done.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>EmptyState</name>
        <message>
            <source>Open a photo…</source>
            <translation>写真を開く…</translation>
        </message>
        <message>
            <source>Open a photo (Ctrl+O)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop a photo here</source>
            <translation>ここに写真をドロップ</translation>
        </message>
        <message>
            <source>JPEG, PNG, TIFF, WebP and more. Everything stays on this computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opening %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One moment</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ExpandControls</name>
        <message>
            <source>Left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Top</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bottom</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> px</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pixels to add: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 × %2, nothing is added yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 × %2 becomes %3 × %4</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <source>Quality</source>
            <translation>品質</translation>
        </message>
        <message>
            <source>Leave out camera data, place and captions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export</source>
            <translation>書き出し</translation>
        </message>
        <message>
            <source>Higher keeps more detail and makes a larger file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The colour profile is always kept</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FileCommands</name>
        <message>
            <source>Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pictures and documents (%1)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All files (*)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save with layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export a flat picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1-edited</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unsaved changes</source>
            <translation>保存されていない変更</translation>
        </message>
        <message>
            <source>Save the changes to “%1”?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Without saving, they are lost.</source>
            <translation type="unfinished" />
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
        <name>FillController</name>
        <message>
            <source>Open a photo first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paint over what should change with the mask brush (B).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another shape, or drag a side outwards: %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The picture changed its size meanwhile. The result was moved along or, where that could not be told, kept as a hidden layer.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>GenerateActions</name>
        <message>
            <source>Read settings from a picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>PNG pictures (*.png)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 does not say how it was made.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Took the settings of %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Took the settings of %1, made with %2.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>GeneratePanel</name>
        <message>
            <source>Task</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Strength</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Results</source>
            <translation>結果の数</translation>
        </message>
        <message>
            <source>Offer the copied surroundings too</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paint something new into the selection, by words (Shift+F5)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Continue the picture beyond its borders</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the selection, or the whole picture, by words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make a new picture from words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One more result: what is put together from the surroundings, as it is before the model works on it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How far the result may leave the picture: 0 keeps it, 1 forgets it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fewer steps of a quicker sampler</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the model was made for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Twice the steps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Makes the chosen layer again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What should be there?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What goes on there? May be left empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What should it look like?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What should the picture show?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no usable model. Choose another one below.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is not made for this. Choose another model below.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say in words what it should be.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Changes the selection.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is selected: changes the whole picture.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 next</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 (Ctrl+Enter)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>GuardedApplication</name>
        <message>
            <source>There is not enough memory for this. Close other programs or use a smaller picture.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Something went wrong: %1. Save your work under another name.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HistogramView</name>
        <message>
            <source>Histogram</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Merge down</source>
            <translation>下のレイヤーと結合</translation>
        </message>
        <message>
            <source>Stamp visible</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add layer mask</source>
            <translation>レイヤーマスクを追加</translation>
        </message>
        <message>
            <source>Apply layer mask</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete layer mask</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fill with colour</source>
            <translation>塗りつぶし</translation>
        </message>
        <message>
            <source>Clear mask</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Invert mask</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Select all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reselect</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Select layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recovered</source>
            <translation>復元</translation>
        </message>
        <message>
            <source>Grow selection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shrink selection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Feather selection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Smooth selection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Select rectangle</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Select ellipse</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Transform layer</source>
            <translation>レイヤーの変形</translation>
        </message>
    </context>
    <context>
        <name>HistoryPanel</name>
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
        <name>ImageSizeDialog</name>
        <message>
            <source> px</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cubic: softer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Linear</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nearest: for pixel art</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LayerDelegate</name>
        <message>
            <source>%1 (%2)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 %</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LayerListModel</name>
        <message>
            <source>%1, visible</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1, hidden</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Layers</name>
        <message>
            <source>Pasted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Visible</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Layer %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 copy</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LayersPanel</name>
        <message>
            <source>Opacity</source>
            <translation>不透明度</translation>
        </message>
        <message>
            <source> %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Layers</source>
            <translation>レイヤー</translation>
        </message>
        <message>
            <source>How the layer meets those below</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Blend mode</source>
            <translation>描画モード</translation>
        </message>
        <message>
            <source>Lock the layer against changes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lock the layer</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MainWindow</name>
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>About Stillwater</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stillwater %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An image editor with generative fill that runs on your own machine. Free software under the GNU General Public License, version 3 or later.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Working… Esc stops</source>
            <translation>処理中… Esc で中止</translation>
        </message>
        <message>
            <source>Opening %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Exported %1</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Edit the Layer's Rec&amp;ipe…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read Se&amp;ttings from a Picture…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Next Result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pre&amp;vious Result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Keep This Result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep All as &amp;Layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pa&amp;use the Queue</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Cancel</source>
            <translation>キャンセル(&amp;C)</translation>
        </message>
        <message>
            <source>Cancel All</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Selection &amp;Bar</source>
            <translation type="unfinished" />
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
    </context>
    <context>
        <name>MessageBar</name>
        <message>
            <source>Messages</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close this message</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ModelSection</name>
        <message>
            <source>Change</source>
            <translation>変更</translation>
        </message>
        <message>
            <source>Use another model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opening the model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 of weights, licence not stated</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 of weights, licence: %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model that comes with Stillwater</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a model folder…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a model folder</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PaintOptions</name>
        <message>
            <source>Colour (X swaps, D resets)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Second colour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size</source>
            <translation>サイズ</translation>
        </message>
        <message>
            <source> px</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Softness</source>
            <translation>ぼかし幅</translation>
        </message>
        <message>
            <source> %</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Diameter of the brush ( [ and ] )</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How softly the brush ends</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How much the stroke as a whole covers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How far a colour may be off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look at all visible layers instead of the active one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From the start in all directions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A pen's pressure sets how strongly the brush covers</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PreferencesDialog</name>
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Older steps are forgotten when the history needs more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>never</source>
            <translation>しない</translation>
        </message>
        <message>
            <source>Changes are kept this often, to be brought back after a crash</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Exports leave out camera data, place and captions</source>
            <translation type="unfinished" />
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
    </context>
    <context>
        <name>Progress</name>
        <message>
            <source>Cancel</source>
            <translation>キャンセル</translation>
        </message>
    </context>
    <context>
        <name>ProgressSection</name>
        <message>
            <source>Progress</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop and leave the picture as it was (Esc)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>working out the time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopping</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PromptBox</name>
        <message>
            <source>Keep out of the picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Prompt</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Up and Down: earlier prompts. Ctrl+Up and Ctrl+Down: the word at the cursor counts more or less.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Negative prompt</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For instance: people, text, blur</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tokens of the prompt. What is over one chunk is read apart from the rest, so it counts less for it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Styles</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Words you saved for later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 tokens, %2 chunks of %3</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 of %2 tokens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save these words…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save a style</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QueueSection</name>
        <message>
            <source>Begin nothing new for now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call off everything</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1: %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One place forward</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Call this one off</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Paused, %n waiting</source>
            <translation type="unfinished">
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%n waiting</source>
            <translation type="unfinished">
                <numerusform />
            </translation>
        </message>
    </context>
    <context>
        <name>RatioChoice</name>
        <message>
            <source>Shape</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Custom</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upright: higher than wide</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upright</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Recovery</name>
        <message>
            <source>Recover your work</source>
            <translation>作業の復元</translation>
        </message>
        <message>
            <source>Stillwater did not end in order last time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Changes up to %1 that were not saved can be brought back.</source>
            <translation type="unfinished" />
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
        <name>Selection</name>
        <message>
            <source>Grow the Selection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shrink the Selection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Feather the Selection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Smooth the Selection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pixels</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SelectionBar</name>
        <message>
            <source>Make what is selected disappear (J)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paint these words into the selection (Shift+F5)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For the selection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What should be there?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Prompt for the selection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Continue the picture beyond its borders</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SelectionOptions</name>
        <message>
            <source>Feather</source>
            <translation>ぼかし</translation>
        </message>
        <message>
            <source> px</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tolerance</source>
            <translation>許容値</translation>
        </message>
        <message>
            <source>New selection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add to the selection (Shift)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take away from the selection (Alt)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep what both have in common (Shift+Alt)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How softly new selections end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How far a colour may be off</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ShortcutTable</name>
        <message>
            <source>Find a command</source>
            <translation>コマンドを検索</translation>
        </message>
        <message>
            <source>Command</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The command gets no keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Default</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The keys the program came with</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reset all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken from “%1”</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>StatusStrip</name>
        <message>
            <source>Pixel under the pointer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size of the picture in pixels</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zoom (Ctrl+0 fits, Ctrl+1 is 100 %)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory this program uses</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the engine is doing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 %</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Tools</name>
        <message>
            <source>Hold Alt and click on the place to copy from first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The layer is empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mask brush</source>
            <translation>マスクブラシ</translation>
        </message>
        <message>
            <source>Paint over what should change. Alt erases, [ and ] set the size, Shift draws a straight line.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mask eraser</source>
            <translation>マスク消しゴム</translation>
        </message>
        <message>
            <source>Wipe the mask away. Alt paints, [ and ] set the size.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rectangle selection</source>
            <translation>矩形選択</translation>
        </message>
        <message>
            <source>Drag out a rectangle. Shift adds, Alt subtracts, both intersect; pressed later Shift makes a square, Alt starts in the middle.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ellipse selection</source>
            <translation>楕円選択</translation>
        </message>
        <message>
            <source>Drag out an ellipse. Shift adds, Alt subtracts, both intersect; pressed later Shift makes a circle, Alt starts in the middle.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lasso</source>
            <translation>なげなわ</translation>
        </message>
        <message>
            <source>Draw round what should be selected. Shift adds, Alt subtracts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Polygon selection</source>
            <translation>多角形選択</translation>
        </message>
        <message>
            <source>Click corner by corner; a double click or Enter closes, Backspace takes the last corner back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Magic wand</source>
            <translation>自動選択</translation>
        </message>
        <message>
            <source>Click to select what hangs together in this colour. Shift adds, Alt subtracts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Select by colour</source>
            <translation>色域選択</translation>
        </message>
        <message>
            <source>Click to select this colour wherever it is. Shift adds, Alt subtracts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move layer</source>
            <translation>レイヤーを移動</translation>
        </message>
        <message>
            <source>Drag the active layer; arrow keys move it by a pixel, Shift keeps to one direction.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Free transform</source>
            <translation>自由変形</translation>
        </message>
        <message>
            <source>Drag handles to scale, outside to turn, inside to move. Enter applies, Esc gives up.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Crop</source>
            <translation>切り抜き</translation>
        </message>
        <message>
            <source>Drag out what stays. Enter crops, Esc gives up.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Expand</source>
            <translation>拡張</translation>
        </message>
        <message>
            <source>Drag a side outwards to have the picture continued there. Alt moves the opposite side too, Enter begins.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paint brush</source>
            <translation>ブラシ</translation>
        </message>
        <message>
            <source>Paint on the active layer. Alt picks a colour, [ and ] set the size, Shift draws a straight line.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paint eraser</source>
            <translation>消しゴム</translation>
        </message>
        <message>
            <source>Rub out the active layer. [ and ] set the size.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Clone stamp</source>
            <translation>コピースタンプ</translation>
        </message>
        <message>
            <source>Alt-click where to copy from, then paint.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Heal</source>
            <translation>修復</translation>
        </message>
        <message>
            <source>Paint over a blemish: it is filled from its surroundings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fill with colour</source>
            <translation>塗りつぶし</translation>
        </message>
        <message>
            <source>Click to fill what has this colour.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gradient</source>
            <translation>グラデーション</translation>
        </message>
        <message>
            <source>Drag from where the first colour ends to where the second begins.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pick a colour</source>
            <translation>スポイト</translation>
        </message>
        <message>
            <source>Click to take a colour, with Alt as the second colour.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move the view</source>
            <translation>手のひら</translation>
        </message>
        <message>
            <source>Drag to move the view. Space or the middle button do so with any tool.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zoom</source>
            <translation>ズーム</translation>
        </message>
        <message>
            <source>Click to zoom in, Alt-click to zoom out, drag sideways for any zoom.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no layer to work on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The layer is locked. Unlock it in the Layers panel first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The layer is hidden. Show it in the Layers panel first.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TransformOptions</name>
        <message>
            <source>Width</source>
            <translation>幅</translation>
        </message>
        <message>
            <source> %</source>
            <translation type="unfinished" />
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
            <translation type="unfinished" />
        </message>
        <message>
            <source>Flip left and right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Flip top and bottom</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Apply</source>
            <translation>適用</translation>
        </message>
    </context>
    <context>
        <name>main</name>
        <message>
            <source>Image editor with generative fill</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Picture or document to open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Print the milliseconds to the first painted window</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ui</name>
        <message>
            <source>Stopping</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Engine starting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Engine ready</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No engine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1, %2 of memory</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From how long this model took before on this machine.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Guessed from the size of the model; it gets better with each run.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>: only %1 are free</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>about %1 s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>about %1 min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>about %1 h</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Getting ready</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loading the model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Continuing the surroundings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading the picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Painting, step %1 of %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Finishing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Part %1 of %2: %3</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Result %1 of %2: %3</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>about %1 s left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>about %1 min left</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ui::AnchorGrid</name>
        <message>
            <source>top left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>top</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>top right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in the middle</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>bottom left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>bottom</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>bottom right</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
