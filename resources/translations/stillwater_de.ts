<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
    <context>
        <name>Adjust</name>
        <message>
            <source>Levels</source>
            <translation>Tonwerte</translation>
        </message>
        <message>
            <source>Curves</source>
            <translation>Kurven</translation>
        </message>
        <message>
            <source>Brightness and Contrast</source>
            <translation>Helligkeit und Kontrast</translation>
        </message>
        <message>
            <source>Hue and Saturation</source>
            <translation>Farbton und Sättigung</translation>
        </message>
        <message>
            <source>White Balance</source>
            <translation>Weißabgleich</translation>
        </message>
        <message>
            <source>Blur</source>
            <translation>Weichzeichnen</translation>
        </message>
        <message>
            <source>Sharpen</source>
            <translation>Schärfen</translation>
        </message>
        <message>
            <source>Black</source>
            <translation>Schwarz</translation>
        </message>
        <message>
            <source>Midtones</source>
            <translation>Mitteltöne</translation>
        </message>
        <message>
            <source>White</source>
            <translation>Weiß</translation>
        </message>
        <message>
            <source>Darkest result</source>
            <translation>Dunkelstes Ergebnis</translation>
        </message>
        <message>
            <source>Brightest result</source>
            <translation>Hellstes Ergebnis</translation>
        </message>
        <message>
            <source>Brightness</source>
            <translation>Helligkeit</translation>
        </message>
        <message>
            <source>Contrast</source>
            <translation>Kontrast</translation>
        </message>
        <message>
            <source>Hue</source>
            <translation>Farbton</translation>
        </message>
        <message>
            <source>Saturation</source>
            <translation>Sättigung</translation>
        </message>
        <message>
            <source>Vibrance</source>
            <translation>Dynamik</translation>
        </message>
        <message>
            <source>Lightness</source>
            <translation>Lichtstärke</translation>
        </message>
        <message>
            <source>Temperature</source>
            <translation>Temperatur</translation>
        </message>
        <message>
            <source>Tint</source>
            <translation>Tönung</translation>
        </message>
        <message>
            <source>Radius</source>
            <translation>Radius</translation>
        </message>
        <message>
            <source>Amount</source>
            <translation>Stärke</translation>
        </message>
        <message>
            <source>Threshold</source>
            <translation>Schwelle</translation>
        </message>
    </context>
    <context>
        <name>AdjustDialog</name>
        <message>
            <source>Preview</source>
            <translation>Vorschau</translation>
        </message>
        <message>
            <source>Show the change in the picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reset</source>
            <translation>Zurücksetzen</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>Anwenden</translation>
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
            <translation>Abbrechen</translation>
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
            <translation>Normal</translation>
        </message>
        <message>
            <source>Multiply</source>
            <translation>Multiplizieren</translation>
        </message>
        <message>
            <source>Screen</source>
            <translation>Negativ multiplizieren</translation>
        </message>
        <message>
            <source>Overlay</source>
            <translation>Ineinanderkopieren</translation>
        </message>
        <message>
            <source>Darken</source>
            <translation>Abdunkeln</translation>
        </message>
        <message>
            <source>Lighten</source>
            <translation>Aufhellen</translation>
        </message>
        <message>
            <source>Color Dodge</source>
            <translation>Farbig abwedeln</translation>
        </message>
        <message>
            <source>Color Burn</source>
            <translation>Farbig nachbelichten</translation>
        </message>
        <message>
            <source>Hard Light</source>
            <translation>Hartes Licht</translation>
        </message>
        <message>
            <source>Soft Light</source>
            <translation>Weiches Licht</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>Differenz</translation>
        </message>
        <message>
            <source>Hue</source>
            <translation>Farbton</translation>
        </message>
        <message>
            <source>Saturation</source>
            <translation>Sättigung</translation>
        </message>
        <message>
            <source>Color</source>
            <translation>Farbe</translation>
        </message>
        <message>
            <source>Luminosity</source>
            <translation>Luminanz</translation>
        </message>
    </context>
    <context>
        <name>BrushOptions</name>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source> px</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Softness</source>
            <translation>Weichheit</translation>
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
            <translation>Verwerfen</translation>
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
            <translation>Arbeitsfläche</translation>
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
            <translation>Breite</translation>
        </message>
        <message>
            <source>Height</source>
            <translation>Höhe</translation>
        </message>
        <message>
            <source>Picture at</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change</source>
            <translation>Ändern</translation>
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
            <translation>Befehl suchen</translation>
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
            <translation>Breite</translation>
        </message>
        <message>
            <source>Height</source>
            <translation>Höhe</translation>
        </message>
    </context>
    <context>
        <name>CropOptions</name>
        <message>
            <source>Straighten</source>
            <translation>Ausrichten</translation>
        </message>
        <message>
            <source>°</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete what is cut off</source>
            <translation>Abgeschnittenes löschen</translation>
        </message>
        <message>
            <source>Any ratio</source>
            <translation>Beliebiges Verhältnis</translation>
        </message>
        <message>
            <source>As it is</source>
            <translation>Wie das Bild</translation>
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
            <translation>Zuschneiden</translation>
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
            <translation>Foto öffnen…</translation>
        </message>
        <message>
            <source>Open a photo (Ctrl+O)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop a photo here</source>
            <translation>Foto hierher ziehen</translation>
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
            <translation>Qualität</translation>
        </message>
        <message>
            <source>Leave out camera data, place and captions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export</source>
            <translation>Exportieren</translation>
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
            <translation>Ungesicherte Änderungen</translation>
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
            <translation>Speichern</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
    </context>
    <context>
        <name>Fill</name>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Fill</source>
            <translation>Füllen</translation>
        </message>
        <message>
            <source>Expand</source>
            <translation>Erweitern</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>Ändern</translation>
        </message>
        <message>
            <source>Create</source>
            <translation>Erschaffen</translation>
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
            <translation>Ergebnisse</translation>
        </message>
        <message>
            <source>Offer the copied surroundings too</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Quality</source>
            <translation>Qualität</translation>
        </message>
        <message>
            <source>Fast</source>
            <translation>Schnell</translation>
        </message>
        <message>
            <source>Balanced</source>
            <translation>Ausgewogen</translation>
        </message>
        <message>
            <source>Best</source>
            <translation>Beste</translation>
        </message>
        <message>
            <source>Advanced</source>
            <translation>Erweitert</translation>
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
            <translation>Gelöscht</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>Eingefügt</translation>
        </message>
        <message>
            <source>Rotate picture</source>
            <translation>Bild gedreht</translation>
        </message>
        <message>
            <source>Flip picture</source>
            <translation>Bild gespiegelt</translation>
        </message>
        <message>
            <source>Crop to selection</source>
            <translation>Auf Auswahl zugeschnitten</translation>
        </message>
        <message>
            <source>Flatten</source>
            <translation>Reduziert</translation>
        </message>
        <message>
            <source>Canvas size</source>
            <translation>Arbeitsfläche</translation>
        </message>
        <message>
            <source>Image size</source>
            <translation>Bildgröße</translation>
        </message>
        <message>
            <source>New layer</source>
            <translation>Neue Ebene</translation>
        </message>
        <message>
            <source>Duplicate layer</source>
            <translation>Ebene dupliziert</translation>
        </message>
        <message>
            <source>Layer via copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Merge down</source>
            <translation>Nach unten vereint</translation>
        </message>
        <message>
            <source>Stamp visible</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add layer mask</source>
            <translation>Ebenenmaske</translation>
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
            <translation>Mit Farbe füllen</translation>
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
            <translation>Wiederhergestellt</translation>
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
            <translation>Geklont</translation>
        </message>
        <message>
            <source>Magic wand</source>
            <translation>Zauberstab</translation>
        </message>
        <message>
            <source>Select by colour</source>
            <translation>Nach Farbe auswählen</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>Zuschneiden</translation>
        </message>
        <message>
            <source>Gradient</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>Heal</source>
            <translation>Reparieren</translation>
        </message>
        <message>
            <source>Lasso</source>
            <translation>Lasso</translation>
        </message>
        <message>
            <source>Move layer</source>
            <translation>Ebene verschieben</translation>
        </message>
        <message>
            <source>Nudge layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Erase</source>
            <translation>Radiert</translation>
        </message>
        <message>
            <source>Paint</source>
            <translation>Gemalt</translation>
        </message>
        <message>
            <source>Select polygon</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Transform layer</source>
            <translation>Ebene transformiert</translation>
        </message>
    </context>
    <context>
        <name>HistoryPanel</name>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>Opened</source>
            <translation>Geöffnet</translation>
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
            <translation>Seitenverhältnis beibehalten</translation>
        </message>
        <message>
            <source>Image Size</source>
            <translation>Bildgröße</translation>
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
            <translation>Breite</translation>
        </message>
        <message>
            <source>Height</source>
            <translation>Höhe</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Scale</source>
            <translation>Skalieren</translation>
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
            <translation>Deckkraft</translation>
        </message>
        <message>
            <source> %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Layers</source>
            <translation>Ebenen</translation>
        </message>
        <message>
            <source>How the layer meets those below</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Blend mode</source>
            <translation>Mischmodus</translation>
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
            <translation>Werkzeuge</translation>
        </message>
        <message>
            <source>Tool options</source>
            <translation>Werkzeugoptionen</translation>
        </message>
        <message>
            <source>Generate</source>
            <translation>Erzeugen</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>Ebenen</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>&amp;Rückgängig</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>&amp;Wiederholen</translation>
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
            <translation>Arbeitet… Esc bricht ab</translation>
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
            <translation>&amp;Datei</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>&amp;Bearbeiten</translation>
        </message>
        <message>
            <source>&amp;Image</source>
            <translation>B&amp;ild</translation>
        </message>
        <message>
            <source>&amp;Layer</source>
            <translation>&amp;Ebene</translation>
        </message>
        <message>
            <source>&amp;Adjust</source>
            <translation>&amp;Anpassen</translation>
        </message>
        <message>
            <source>&amp;Mask</source>
            <translation>&amp;Maske</translation>
        </message>
        <message>
            <source>&amp;Generate</source>
            <translation>Er&amp;zeugen</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>An&amp;sicht</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>&amp;Hilfe</translation>
        </message>
        <message>
            <source>&amp;Open…</source>
            <translation>Ö&amp;ffnen…</translation>
        </message>
        <message>
            <source>&amp;Save</source>
            <translation>&amp;Speichern</translation>
        </message>
        <message>
            <source>Save &amp;As…</source>
            <translation>Speichern &amp;unter…</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>&amp;Exportieren…</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Beenden</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>&amp;Rückgängig</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>&amp;Wiederholen</translation>
        </message>
        <message>
            <source>Cu&amp;t</source>
            <translation>&amp;Ausschneiden</translation>
        </message>
        <message>
            <source>&amp;Copy</source>
            <translation>&amp;Kopieren</translation>
        </message>
        <message>
            <source>Copy &amp;Merged</source>
            <translation>Si&amp;chtbares kopieren</translation>
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation>&amp;Einfügen</translation>
        </message>
        <message>
            <source>C&amp;lear</source>
            <translation>&amp;Löschen</translation>
        </message>
        <message>
            <source>&amp;Fill with Colour</source>
            <translation>Mit &amp;Farbe füllen</translation>
        </message>
        <message>
            <source>Fill with &amp;Second Colour</source>
            <translation>Mit &amp;zweiter Farbe füllen</translation>
        </message>
        <message>
            <source>S&amp;wap Colours</source>
            <translation>Farben &amp;tauschen</translation>
        </message>
        <message>
            <source>&amp;Black and White</source>
            <translation>&amp;Schwarz und Weiß</translation>
        </message>
        <message>
            <source>Fin&amp;d a Command…</source>
            <translation>Befehl &amp;suchen…</translation>
        </message>
        <message>
            <source>Prefere&amp;nces…</source>
            <translation>Ei&amp;nstellungen…</translation>
        </message>
        <message>
            <source>&amp;Image Size…</source>
            <translation>B&amp;ildgröße…</translation>
        </message>
        <message>
            <source>&amp;Canvas Size…</source>
            <translation>&amp;Arbeitsfläche…</translation>
        </message>
        <message>
            <source>C&amp;rop to Selection</source>
            <translation>Auf Auswahl &amp;zuschneiden</translation>
        </message>
        <message>
            <source>Rotate &amp;Left</source>
            <translation>Nach &amp;links drehen</translation>
        </message>
        <message>
            <source>Rotate &amp;Right</source>
            <translation>Nach &amp;rechts drehen</translation>
        </message>
        <message>
            <source>Rotate &amp;Half</source>
            <translation>Um 180° &amp;drehen</translation>
        </message>
        <message>
            <source>Flip &amp;Horizontally</source>
            <translation>&amp;Waagerecht spiegeln</translation>
        </message>
        <message>
            <source>Flip &amp;Vertically</source>
            <translation>&amp;Senkrecht spiegeln</translation>
        </message>
        <message>
            <source>&amp;Flatten</source>
            <translation>Auf eine Ebene &amp;reduzieren</translation>
        </message>
        <message>
            <source>&amp;New Layer</source>
            <translation>&amp;Neue Ebene</translation>
        </message>
        <message>
            <source>&amp;Duplicate Layer</source>
            <translation>Ebene &amp;duplizieren</translation>
        </message>
        <message>
            <source>D&amp;elete Layer</source>
            <translation>Ebene &amp;löschen</translation>
        </message>
        <message>
            <source>&amp;Merge Down</source>
            <translation>Nach &amp;unten vereinen</translation>
        </message>
        <message>
            <source>&amp;Stamp Visible</source>
            <translation>&amp;Sichtbares als Ebene</translation>
        </message>
        <message>
            <source>&amp;Raise</source>
            <translation>An&amp;heben</translation>
        </message>
        <message>
            <source>&amp;Lower</source>
            <translation>Ab&amp;senken</translation>
        </message>
        <message>
            <source>Add M&amp;ask</source>
            <translation>&amp;Maske hinzufügen</translation>
        </message>
        <message>
            <source>A&amp;pply Mask</source>
            <translation>Maske an&amp;wenden</translation>
        </message>
        <message>
            <source>Dele&amp;te Mask</source>
            <translation>Maske l&amp;öschen</translation>
        </message>
        <message>
            <source>&amp;Levels…</source>
            <translation>&amp;Tonwerte…</translation>
        </message>
        <message>
            <source>&amp;Curves…</source>
            <translation>&amp;Kurven…</translation>
        </message>
        <message>
            <source>&amp;Brightness and Contrast…</source>
            <translation>&amp;Helligkeit und Kontrast…</translation>
        </message>
        <message>
            <source>&amp;Hue and Saturation…</source>
            <translation>&amp;Farbton und Sättigung…</translation>
        </message>
        <message>
            <source>&amp;White Balance…</source>
            <translation>&amp;Weißabgleich…</translation>
        </message>
        <message>
            <source>B&amp;lur…</source>
            <translation>W&amp;eichzeichnen…</translation>
        </message>
        <message>
            <source>&amp;Sharpen…</source>
            <translation>&amp;Schärfen…</translation>
        </message>
        <message>
            <source>&amp;Clear</source>
            <translation>Auf&amp;heben</translation>
        </message>
        <message>
            <source>&amp;Invert</source>
            <translation>&amp;Umkehren</translation>
        </message>
        <message>
            <source>Select &amp;All</source>
            <translation>&amp;Alles auswählen</translation>
        </message>
        <message>
            <source>R&amp;eselect</source>
            <translation>&amp;Erneut auswählen</translation>
        </message>
        <message>
            <source>Select La&amp;yer's Pixels</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Grow…</source>
            <translation>&amp;Vergrößern…</translation>
        </message>
        <message>
            <source>S&amp;hrink…</source>
            <translation>Ver&amp;kleinern…</translation>
        </message>
        <message>
            <source>&amp;Feather…</source>
            <translation>Weiche &amp;Kante…</translation>
        </message>
        <message>
            <source>Smoo&amp;th…</source>
            <translation>&amp;Glätten…</translation>
        </message>
        <message>
            <source>&amp;Quick Mask</source>
            <translation>&amp;Maske zeigen</translation>
        </message>
        <message>
            <source>Selection E&amp;dge</source>
            <translation>Auswahl&amp;rand</translation>
        </message>
        <message>
            <source>&amp;Larger Brush</source>
            <translation>&amp;Größerer Pinsel</translation>
        </message>
        <message>
            <source>S&amp;maller Brush</source>
            <translation>&amp;Kleinerer Pinsel</translation>
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation>&amp;Entfernen</translation>
        </message>
        <message>
            <source>&amp;Fill</source>
            <translation>&amp;Füllen</translation>
        </message>
        <message>
            <source>E&amp;xpand…</source>
            <translation>Er&amp;weitern…</translation>
        </message>
        <message>
            <source>&amp;Edit…</source>
            <translation>&amp;Ändern…</translation>
        </message>
        <message>
            <source>C&amp;reate…</source>
            <translation>E&amp;rschaffen…</translation>
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
            <translation>&amp;Abbrechen</translation>
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
            <translation>&amp;Vergrößern</translation>
        </message>
        <message>
            <source>Zoom &amp;Out</source>
            <translation>Ver&amp;kleinern</translation>
        </message>
        <message>
            <source>&amp;Fit in Window</source>
            <translation>&amp;Einpassen</translation>
        </message>
        <message>
            <source>&amp;Actual Pixels</source>
            <translation>&amp;Tatsächliche Pixel</translation>
        </message>
        <message>
            <source>Rotate View &amp;Left</source>
            <translation>Ansicht nach &amp;links drehen</translation>
        </message>
        <message>
            <source>Rotate View &amp;Right</source>
            <translation>Ansicht nach &amp;rechts drehen</translation>
        </message>
        <message>
            <source>Reset R&amp;otation</source>
            <translation>&amp;Drehung zurücksetzen</translation>
        </message>
        <message>
            <source>&amp;Mirror View</source>
            <translation>Ansicht &amp;spiegeln</translation>
        </message>
        <message>
            <source>Pixel &amp;Grid</source>
            <translation>Pixel&amp;gitter</translation>
        </message>
        <message>
            <source>&amp;Before/After</source>
            <translation>&amp;Vorher/Nachher</translation>
        </message>
        <message>
            <source>&amp;About Stillwater</source>
            <translation>Ü&amp;ber Stillwater</translation>
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
            <translation>Ändern</translation>
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
            <translation>Größe</translation>
        </message>
        <message>
            <source> px</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Softness</source>
            <translation>Weichheit</translation>
        </message>
        <message>
            <source> %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opacity</source>
            <translation>Deckkraft</translation>
        </message>
        <message>
            <source>Tolerance</source>
            <translation>Toleranz</translation>
        </message>
        <message>
            <source>All layers</source>
            <translation>Alle Ebenen</translation>
        </message>
        <message>
            <source>Round</source>
            <translation>Kreisförmig</translation>
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
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>General</source>
            <translation>Allgemein</translation>
        </message>
        <message>
            <source>Keyboard</source>
            <translation>Tastatur</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Speichern</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>As the desktop</source>
            <translation>Wie der Desktop</translation>
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
            <translation>nie</translation>
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
            <translation>Aussehen</translation>
        </message>
        <message>
            <source>Memory for undo</source>
            <translation>Speicher für Rückgängig</translation>
        </message>
        <message>
            <source>Keep changes every</source>
            <translation>Änderungen sichern alle</translation>
        </message>
    </context>
    <context>
        <name>Progress</name>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
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
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%n waiting</source>
            <translation type="unfinished">
                <numerusform />
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
            <translation>Arbeit wiederherstellen</translation>
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
            <translation>Wiederherstellen</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <source>Ask again later</source>
            <translation>Später fragen</translation>
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
            <translation>Weiche Kante</translation>
        </message>
        <message>
            <source> px</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tolerance</source>
            <translation>Toleranz</translation>
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
            <translation>Befehl suchen</translation>
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
            <translation>Maskenpinsel</translation>
        </message>
        <message>
            <source>Paint over what should change. Alt erases, [ and ] set the size, Shift draws a straight line.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mask eraser</source>
            <translation>Maskenradierer</translation>
        </message>
        <message>
            <source>Wipe the mask away. Alt paints, [ and ] set the size.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rectangle selection</source>
            <translation>Rechteckauswahl</translation>
        </message>
        <message>
            <source>Drag out a rectangle. Shift adds, Alt subtracts, both intersect; pressed later Shift makes a square, Alt starts in the middle.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ellipse selection</source>
            <translation>Ellipsenauswahl</translation>
        </message>
        <message>
            <source>Drag out an ellipse. Shift adds, Alt subtracts, both intersect; pressed later Shift makes a circle, Alt starts in the middle.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lasso</source>
            <translation>Lasso</translation>
        </message>
        <message>
            <source>Draw round what should be selected. Shift adds, Alt subtracts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Polygon selection</source>
            <translation>Vieleckauswahl</translation>
        </message>
        <message>
            <source>Click corner by corner; a double click or Enter closes, Backspace takes the last corner back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Magic wand</source>
            <translation>Zauberstab</translation>
        </message>
        <message>
            <source>Click to select what hangs together in this colour. Shift adds, Alt subtracts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Select by colour</source>
            <translation>Nach Farbe auswählen</translation>
        </message>
        <message>
            <source>Click to select this colour wherever it is. Shift adds, Alt subtracts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move layer</source>
            <translation>Ebene verschieben</translation>
        </message>
        <message>
            <source>Drag the active layer; arrow keys move it by a pixel, Shift keeps to one direction.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Free transform</source>
            <translation>Frei transformieren</translation>
        </message>
        <message>
            <source>Drag handles to scale, outside to turn, inside to move. Enter applies, Esc gives up.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Crop</source>
            <translation>Zuschneiden</translation>
        </message>
        <message>
            <source>Drag out what stays. Enter crops, Esc gives up.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Expand</source>
            <translation>Erweitern</translation>
        </message>
        <message>
            <source>Drag a side outwards to have the picture continued there. Alt moves the opposite side too, Enter begins.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paint brush</source>
            <translation>Pinsel</translation>
        </message>
        <message>
            <source>Paint on the active layer. Alt picks a colour, [ and ] set the size, Shift draws a straight line.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paint eraser</source>
            <translation>Radierer</translation>
        </message>
        <message>
            <source>Rub out the active layer. [ and ] set the size.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Clone stamp</source>
            <translation>Kopierstempel</translation>
        </message>
        <message>
            <source>Alt-click where to copy from, then paint.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Heal</source>
            <translation>Reparieren</translation>
        </message>
        <message>
            <source>Paint over a blemish: it is filled from its surroundings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fill with colour</source>
            <translation>Mit Farbe füllen</translation>
        </message>
        <message>
            <source>Click to fill what has this colour.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gradient</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>Drag from where the first colour ends to where the second begins.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pick a colour</source>
            <translation>Farbe aufnehmen</translation>
        </message>
        <message>
            <source>Click to take a colour, with Alt as the second colour.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move the view</source>
            <translation>Ansicht verschieben</translation>
        </message>
        <message>
            <source>Drag to move the view. Space or the middle button do so with any tool.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zoom</source>
            <translation>Zoom</translation>
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
            <translation>Breite</translation>
        </message>
        <message>
            <source> %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Height</source>
            <translation>Höhe</translation>
        </message>
        <message>
            <source>Angle</source>
            <translation>Winkel</translation>
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
            <translation>Anwenden</translation>
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
