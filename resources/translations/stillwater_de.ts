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
        <name>ui::AdjustDialog</name>
        <message>
            <source>Preview</source>
            <translation>Vorschau</translation>
        </message>
        <message>
            <source>Show the change in the picture</source>
            <translation>Die Änderung im Bild zeigen</translation>
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
            <translation>Alle Kanäle</translation>
        </message>
        <message>
            <source>Red</source>
            <translation>Rot</translation>
        </message>
        <message>
            <source>Green</source>
            <translation>Grün</translation>
        </message>
        <message>
            <source>Blue</source>
            <translation>Blau</translation>
        </message>
        <message>
            <source>Channel</source>
            <translation>Kanal</translation>
        </message>
        <message>
            <source>Click to set a point, drag it, drag it out to remove it</source>
            <translation>Klicken setzt einen Punkt, Ziehen verschiebt ihn, Hinausziehen entfernt ihn</translation>
        </message>
        <message>
            <source>The layer is locked. Unlock it in the Layers panel first.</source>
            <translation>Die Ebene ist gesperrt. Entsperren Sie sie zuerst im Ebenenfenster.</translation>
        </message>
    </context>
    <context>
        <name>ui::AdvancedSection</name>
        <message>
            <source>Steps</source>
            <translation>Schritte</translation>
        </message>
        <message>
            <source>Guidance</source>
            <translation>Führung</translation>
        </message>
        <message>
            <source>Strength</source>
            <translation>Stärke</translation>
        </message>
        <message>
            <source>Use the model's defaults</source>
            <translation>Vorgaben des Modells verwenden</translation>
        </message>
        <message>
            <source>More steps take longer and come out cleaner</source>
            <translation>Mehr Schritte dauern länger und werden sauberer</translation>
        </message>
        <message>
            <source>How closely the prompt is followed; 1 ignores it</source>
            <translation>Wie genau dem Prompt gefolgt wird; 1 beachtet ihn nicht</translation>
        </message>
        <message>
            <source>How far the result may leave the copied surroundings; 0 keeps them as they are</source>
            <translation>Wie weit sich das Ergebnis von der kopierten Umgebung entfernen darf; 0 lässt sie, wie sie ist</translation>
        </message>
        <message>
            <source>Sampler</source>
            <translation>Sampler</translation>
        </message>
        <message>
            <source>Model's default</source>
            <translation>Vorgabe des Modells</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>Startwert</translation>
        </message>
        <message>
            <source>The same seed and settings give the same picture</source>
            <translation>Gleicher Startwert und gleiche Einstellungen ergeben das gleiche Bild</translation>
        </message>
        <message>
            <source>Another seed</source>
            <translation>Anderer Startwert</translation>
        </message>
        <message>
            <source>Keep this seed for the next run</source>
            <translation>Diesen Startwert beim nächsten Mal behalten</translation>
        </message>
        <message>
            <source>Keep this seed</source>
            <translation>Startwert behalten</translation>
        </message>
        <message>
            <source>Step cache</source>
            <translation>Cache</translation>
        </message>
        <message>
            <source>Clip skip</source>
            <translation>Clip Skip</translation>
        </message>
        <message>
            <source>The network&apos;s deep layers run at every so many steps only: faster, less exact; 1 = at every step</source>
            <translation>Die tiefen Schichten des Netzes laufen nur bei jedem so vielten Schritt: schneller, weniger genau; 1 = bei jedem</translation>
        </message>
        <message>
            <source>Which layer of the text encoder speaks, counted from its end: 1 = the last, 2 is what some models were trained with</source>
            <translation>Welche Schicht des Textkodierers spricht, vom Ende gezählt: 1 = die letzte, mit 2 wurden manche Modelle trainiert</translation>
        </message>
    </context>
    <context>
        <name>ApplyButtons</name>
        <message>
            <source>%1 (Enter)</source>
            <translation>%1 (Eingabe)</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Give up (Esc)</source>
            <translation>Aufgeben (Esc)</translation>
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
        <message>
            <source>Pass Through</source>
            <translation>Hindurchwirken</translation>
        </message>
    </context>
    <context>
        <name>ui::BrushOptions</name>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source>Softness</source>
            <translation>Weichheit</translation>
        </message>
        <message>
            <source> %</source>
            <translation> %</translation>
        </message>
        <message>
            <source>Diameter of the brush ( [ and ] )</source>
            <translation>Durchmesser des Pinsels ( [ und ] )</translation>
        </message>
        <message>
            <source>How softly the brush ends</source>
            <translation>Wie weich der Pinsel ausläuft</translation>
        </message>
        <message>
            <source>Colour of the mask</source>
            <translation>Farbe der Maske</translation>
        </message>
    </context>
    <context>
        <name>ui::CandidateExtras</name>
        <message>
            <source>Change</source>
            <translation>Ändern</translation>
        </message>
        <message>
            <source>More like this</source>
            <translation>Mehr davon</translation>
        </message>
        <message>
            <source>Three more from noise near this one's (Ctrl+Shift+J)</source>
            <translation>Drei weitere aus benachbartem Rauschen (Strg+Umschalt+J)</translation>
        </message>
        <message>
            <source>10 more steps</source>
            <translation>10 Schritte mehr</translation>
        </message>
        <message>
            <source>Works this one out further, as one more result</source>
            <translation>Arbeitet dieses weiter aus, als weiteres Ergebnis</translation>
        </message>
        <message>
            <source>Take</source>
            <translation>Nehmen</translation>
        </message>
        <message>
            <source>The picture between the two as one more result</source>
            <translation>Das Bild zwischen beiden als weiteres Ergebnis</translation>
        </message>
        <message>
            <source>Paint together</source>
            <translation>Zusammenmalen</translation>
        </message>
        <message>
            <source>Brush results into each other: the chosen one shows where you paint (Shift+M)</source>
            <translation>Ergebnisse ineinander pinseln: wo Sie malen, erscheint das gewählte (Umschalt+M)</translation>
        </message>
        <message>
            <source>Take the mix</source>
            <translation>Mischung nehmen</translation>
        </message>
        <message>
            <source>What is painted together as one more result</source>
            <translation>Das Zusammengemalte als weiteres Ergebnis</translation>
        </message>
        <message>
            <source>How far variations may lie from this one: 0.1 changes details, 1 has nothing to do with it</source>
            <translation>Wie weit Varianten abweichen dürfen: 0,1 ändert Einzelheiten, 1 hat nichts mehr damit zu tun</translation>
        </message>
        <message>
            <source>The result at the other end</source>
            <translation>Das Ergebnis am anderen Ende</translation>
        </message>
        <message>
            <source>Between this result and the other</source>
            <translation>Zwischen diesem und dem anderen Ergebnis</translation>
        </message>
        <message>
            <source>Drag from this result to the other</source>
            <translation>Von diesem zum anderen Ergebnis ziehen</translation>
        </message>
        <message>
            <source>Towards</source>
            <translation>In Richtung</translation>
        </message>
        <message>
            <source>Mixed results</source>
            <translation>Gemischte Ergebnisse</translation>
        </message>
        <message>
            <source>What lies at the other end</source>
            <translation>Was am anderen Ende liegt</translation>
        </message>
        <message>
            <source>Other words, for the same seed</source>
            <translation>Andere Worte, gleicher Startwert</translation>
        </message>
        <message>
            <source>Words at the other end</source>
            <translation>Worte am anderen Ende</translation>
        </message>
        <message>
            <source>Other words</source>
            <translation>Andere Worte</translation>
        </message>
        <message>
            <source>Result %1</source>
            <translation>Ergebnis %1</translation>
        </message>
        <message>
            <source>Say first what the other words are</source>
            <translation>Zuerst die anderen Worte eingeben</translation>
        </message>
    </context>
    <context>
        <name>ui::CandidateShelf</name>
        <message>
            <source>The picture changed its size meanwhile. The result was moved along or, where that could not be told, kept as a hidden layer.</source>
            <translation>Das Bild hat inzwischen seine Größe geändert. Das Ergebnis wurde mitverschoben oder, wo das nicht zu erkennen war, als verborgene Ebene behalten.</translation>
        </message>
    </context>
    <context>
        <name>ui::CandidateStrip</name>
        <message>
            <source>Keep</source>
            <translation>Behalten</translation>
        </message>
        <message>
            <source>Keep all</source>
            <translation>Alle behalten</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <source>Results to choose from</source>
            <translation>Ergebnisse zur Auswahl</translation>
        </message>
        <message>
            <source>Put the one that shows into the picture (Enter)</source>
            <translation>Das gezeigte ins Bild übernehmen (Eingabe)</translation>
        </message>
        <message>
            <source>Put all into the picture as layers; the one that shows is visible</source>
            <translation>Alle als Ebenen übernehmen; sichtbar ist das gezeigte</translation>
        </message>
        <message>
            <source>Leave the picture as it was (Esc)</source>
            <translation>Das Bild lassen, wie es war (Esc)</translation>
        </message>
        <message>
            <source>Copied surroundings only</source>
            <translation>Nur kopierte Umgebung</translation>
        </message>
        <message>
            <source>Result %1, seed %2</source>
            <translation>Ergebnis %1, Startwert %2</translation>
        </message>
        <message>
            <source>%1: %2 of %3</source>
            <translation>%1: %2 von %3</translation>
        </message>
        <message>
            <source>, surroundings only</source>
            <translation>, nur Umgebung</translation>
        </message>
        <message>
            <source>, %1 more to choose from behind</source>
            <translation>, dahinter noch %1 zur Auswahl</translation>
        </message>
    </context>
    <context>
        <name>ui::CanvasSizeDialog</name>
        <message>
            <source>Canvas Size</source>
            <translation>Arbeitsfläche</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source>Top left</source>
            <translation>Oben links</translation>
        </message>
        <message>
            <source>Top</source>
            <translation>Oben</translation>
        </message>
        <message>
            <source>Top right</source>
            <translation>Oben rechts</translation>
        </message>
        <message>
            <source>Left</source>
            <translation>Links</translation>
        </message>
        <message>
            <source>Middle</source>
            <translation>Mitte</translation>
        </message>
        <message>
            <source>Right</source>
            <translation>Rechts</translation>
        </message>
        <message>
            <source>Bottom left</source>
            <translation>Unten links</translation>
        </message>
        <message>
            <source>Bottom</source>
            <translation>Unten</translation>
        </message>
        <message>
            <source>Bottom right</source>
            <translation>Unten rechts</translation>
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
            <translation>Bild liegt</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Ändern</translation>
        </message>
    </context>
    <context>
        <name>ui::CanvasView</name>
        <message>
            <source>Picture</source>
            <translation>Bild</translation>
        </message>
    </context>
    <context>
        <name>ui::CommandPalette</name>
        <message>
            <source>Find a command</source>
            <translation>Befehl suchen</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>Befehle</translation>
        </message>
    </context>
    <context>
        <name>ui::CreateControls</name>
        <message>
            <source>A new document</source>
            <translation>Neues Dokument</translation>
        </message>
        <message>
            <source>A new layer</source>
            <translation>Neue Ebene</translation>
        </message>
        <message>
            <source>The selection</source>
            <translation>Die Auswahl</translation>
        </message>
        <message>
            <source>Where the picture goes</source>
            <translation>Wohin das Bild kommt</translation>
        </message>
        <message>
            <source>Into</source>
            <translation>In</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
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
        <name>ui::CropOptions</name>
        <message>
            <source>Straighten</source>
            <translation>Ausrichten</translation>
        </message>
        <message>
            <source>°</source>
            <translation>°</translation>
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
            <translation>%1 : %2</translation>
        </message>
        <message>
            <source>Ratio of the sides</source>
            <translation>Verhältnis der Seiten</translation>
        </message>
        <message>
            <source>Turns the frame; the picture is made upright by it</source>
            <translation>Dreht den Rahmen; das Bild wird danach gerade gestellt</translation>
        </message>
        <message>
            <source>Otherwise layers keep it out of sight</source>
            <translation>Sonst behalten es die Ebenen, nur unsichtbar</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>Zuschneiden</translation>
        </message>
    </context>
    <context>
        <name>ui::CurveEditor</name>
        <message>
            <source>Curve</source>
            <translation>Kurve</translation>
        </message>
    </context>
    <context>
        <name>ui::DocumentFiles</name>
        <message>
            <source>The previous save has not finished yet. Try again in a moment.</source>
            <translation>Das vorige Speichern ist noch nicht fertig. Versuchen Sie es gleich noch einmal.</translation>
        </message>
    </context>
    <context>
        <name>ui::DocumentJobs</name>
        <message>
            <source>The picture changed in the meantime, so this was not done.</source>
            <translation>Das Bild hat sich inzwischen geändert, darum wurde das nicht ausgeführt.</translation>
        </message>
    </context>
    <context>
        <name>ui::EmptyState</name>
        <message>
            <source>Open a photo…</source>
            <translation>Foto öffnen…</translation>
        </message>
        <message>
            <source>Open a photo (Ctrl+O)</source>
            <translation>Foto öffnen (Strg+O)</translation>
        </message>
        <message>
            <source>Drop a photo here</source>
            <translation>Foto hierher ziehen</translation>
        </message>
        <message>
            <source>JPEG, PNG, TIFF, WebP and more. Everything stays on this computer.</source>
            <translation>JPEG, PNG, TIFF, WebP und mehr. Alles bleibt auf diesem Rechner.</translation>
        </message>
        <message>
            <source>Opening %1</source>
            <translation>%1 wird geöffnet</translation>
        </message>
        <message>
            <source>One moment</source>
            <translation>Einen Augenblick</translation>
        </message>
    </context>
    <context>
        <name>ui::ExpandControls</name>
        <message>
            <source>Left</source>
            <translation>Links</translation>
        </message>
        <message>
            <source>Top</source>
            <translation>Oben</translation>
        </message>
        <message>
            <source>Right</source>
            <translation>Rechts</translation>
        </message>
        <message>
            <source>Bottom</source>
            <translation>Unten</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source>Pixels to add: %1</source>
            <translation>Pixel dazu: %1</translation>
        </message>
        <message>
            <source>%1 × %2, nothing is added yet</source>
            <translation>%1 × %2, noch kommt nichts dazu</translation>
        </message>
        <message>
            <source>%1 × %2 becomes %3 × %4</source>
            <translation>%1 × %2 wird %3 × %4</translation>
        </message>
    </context>
    <context>
        <name>ui::ExportDialog</name>
        <message>
            <source>Quality</source>
            <translation>Qualität</translation>
        </message>
        <message>
            <source>Leave out camera data, place and captions</source>
            <translation>Kameradaten, Ort und Beschriftungen weglassen</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Exportieren</translation>
        </message>
        <message>
            <source>Higher keeps more detail and makes a larger file</source>
            <translation>Höher behält mehr Einzelheiten und macht größere Dateien</translation>
        </message>
        <message>
            <source>The colour profile is always kept</source>
            <translation>Das Farbprofil bleibt immer erhalten</translation>
        </message>
    </context>
    <context>
        <name>ui::FileCommands</name>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Pictures and documents (%1)</source>
            <translation>Bilder und Dokumente (%1)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>picture</source>
            <translation>bild</translation>
        </message>
        <message>
            <source>Save with layers</source>
            <translation>Mit Ebenen speichern</translation>
        </message>
        <message>
            <source>Export a flat picture</source>
            <translation>Als flaches Bild exportieren</translation>
        </message>
        <message>
            <source>%1-edited</source>
            <translation>%1-bearbeitet</translation>
        </message>
        <message>
            <source>Unsaved changes</source>
            <translation>Ungesicherte Änderungen</translation>
        </message>
        <message>
            <source>Save the changes to “%1”?</source>
            <translation>Änderungen an „%1“ speichern?</translation>
        </message>
        <message>
            <source>Without saving, they are lost.</source>
            <translation>Ohne Speichern gehen sie verloren.</translation>
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
        <name>ui::FillController</name>
        <message>
            <source>Open a photo first.</source>
            <translation>Öffnen Sie zuerst ein Foto.</translation>
        </message>
        <message>
            <source>Paint over what should change with the mask brush (B).</source>
            <translation>Übermalen Sie mit dem Maskenpinsel (B), was sich ändern soll.</translation>
        </message>
        <message>
            <source>Choose another shape, or drag a side outwards: %1.</source>
            <translation>Wählen Sie eine andere Form, oder ziehen Sie eine Seite nach außen: %1.</translation>
        </message>
        <message>
            <source>The picture changed its size meanwhile. The result was moved along or, where that could not be told, kept as a hidden layer.</source>
            <translation>Das Bild hat inzwischen seine Größe geändert. Das Ergebnis wurde mitverschoben oder, wo das nicht zu erkennen war, als verborgene Ebene behalten.</translation>
        </message>
    </context>
    <context>
        <name>ui::GenerateActions</name>
        <message>
            <source>Read settings from a picture</source>
            <translation>Einstellungen aus einem Bild lesen</translation>
        </message>
        <message>
            <source>PNG pictures (*.png)</source>
            <translation>PNG-Bilder (*.png)</translation>
        </message>
        <message>
            <source>%1 does not say how it was made.</source>
            <translation>%1 sagt nicht, wie es entstand.</translation>
        </message>
        <message>
            <source>Took the settings of %1.</source>
            <translation>Einstellungen von %1 übernommen.</translation>
        </message>
        <message>
            <source>Took the settings of %1, made with %2.</source>
            <translation>Einstellungen von %1 übernommen, gemacht mit %2.</translation>
        </message>
        <message>
            <source>The new picture was kept as a hidden layer.</source>
            <translation>Das neue Bild wurde als verborgene Ebene behalten.</translation>
        </message>
        <message>
            <source>Mixed results</source>
            <translation>Gemischte Ergebnisse</translation>
        </message>
    </context>
    <context>
        <name>ui::GeneratePanel</name>
        <message>
            <source>Task</source>
            <translation>Aufgabe</translation>
        </message>
        <message>
            <source>Strength</source>
            <translation>Stärke</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>Ergebnisse</translation>
        </message>
        <message>
            <source>Offer the copied surroundings too</source>
            <translation>Auch die kopierte Umgebung anbieten</translation>
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
            <translation>Ausgewähltes verschwinden lassen (J)</translation>
        </message>
        <message>
            <source>Paint something new into the selection, by words (Shift+F5)</source>
            <translation>Nach Worten etwas Neues in die Auswahl malen (Umschalt+F5)</translation>
        </message>
        <message>
            <source>Continue the picture beyond its borders</source>
            <translation>Das Bild über seinen Rand hinaus fortsetzen</translation>
        </message>
        <message>
            <source>Change the selection, or the whole picture, by words</source>
            <translation>Auswahl oder ganzes Bild nach Worten ändern</translation>
        </message>
        <message>
            <source>Make a new picture from words</source>
            <translation>Ein neues Bild aus Worten machen</translation>
        </message>
        <message>
            <source>One more result: what is put together from the surroundings, as it is before the model works on it</source>
            <translation>Ein weiteres Ergebnis: das aus der Umgebung Zusammengesetzte, bevor das Modell daran arbeitet</translation>
        </message>
        <message>
            <source>How far the result may leave the picture: 0 keeps it, 1 forgets it</source>
            <translation>Wie weit sich das Ergebnis vom Bild entfernen darf: 0 behält es, 1 vergisst es</translation>
        </message>
        <message>
            <source>Fewer steps of a quicker sampler</source>
            <translation>Weniger Schritte eines schnelleren Samplers</translation>
        </message>
        <message>
            <source>What the model was made for</source>
            <translation>Wofür das Modell gemacht wurde</translation>
        </message>
        <message>
            <source>Twice the steps</source>
            <translation>Doppelt so viele Schritte</translation>
        </message>
        <message>
            <source>Makes the chosen layer again.</source>
            <translation>Macht die gewählte Ebene noch einmal.</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>Lassen</translation>
        </message>
        <message>
            <source>What should be there?</source>
            <translation>Was soll da sein?</translation>
        </message>
        <message>
            <source>What goes on there? May be left empty.</source>
            <translation>Wie geht es dort weiter? Darf leer bleiben.</translation>
        </message>
        <message>
            <source>What should it look like?</source>
            <translation>Wie soll es aussehen?</translation>
        </message>
        <message>
            <source>What should the picture show?</source>
            <translation>Was soll das Bild zeigen?</translation>
        </message>
        <message>
            <source>There is no usable model. Choose another one below.</source>
            <translation>Es gibt kein brauchbares Modell. Wählen Sie unten ein anderes.</translation>
        </message>
        <message>
            <source>%1 is not made for this. Choose another model below.</source>
            <translation>%1 ist dafür nicht gemacht. Wählen Sie unten ein anderes Modell.</translation>
        </message>
        <message>
            <source>Say in words what it should be.</source>
            <translation>Sagen Sie mit Worten, was es sein soll.</translation>
        </message>
        <message>
            <source>Changes the selection.</source>
            <translation>Ändert die Auswahl.</translation>
        </message>
        <message>
            <source>Nothing is selected: changes the whole picture.</source>
            <translation>Nichts ist ausgewählt: ändert das ganze Bild.</translation>
        </message>
        <message>
            <source>%1 next</source>
            <translation>%1 als Nächstes</translation>
        </message>
        <message>
            <source>%1 (Ctrl+Enter)</source>
            <translation>%1 (Strg+Eingabe)</translation>
        </message>
        <message>
            <source>%1 % towards “%2”.</source>
            <translation>%1 % in Richtung „%2“.</translation>
        </message>
    </context>
    <context>
        <name>ui::GenerationQueue</name>
        <message>
            <source>Open %1 first.</source>
            <translation>Öffnen Sie zuerst %1.</translation>
        </message>
    </context>
    <context>
        <name>app::GuardedApplication</name>
        <message>
            <source>There is not enough memory for this. Close other programs or use a smaller picture.</source>
            <translation>Dafür reicht der Speicher nicht. Schließen Sie andere Programme, oder nehmen Sie ein kleineres Bild.</translation>
        </message>
        <message>
            <source>Something went wrong: %1. Save your work under another name.</source>
            <translation>Etwas ging schief: %1. Speichern Sie Ihre Arbeit unter anderem Namen.</translation>
        </message>
    </context>
    <context>
        <name>ui::HistogramView</name>
        <message>
            <source>Histogram</source>
            <translation>Histogramm</translation>
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
            <translation>Ebene durch Kopie</translation>
        </message>
        <message>
            <source>Merge down</source>
            <translation>Nach unten vereint</translation>
        </message>
        <message>
            <source>Stamp visible</source>
            <translation>Sichtbares stempeln</translation>
        </message>
        <message>
            <source>Add layer mask</source>
            <translation>Ebenenmaske</translation>
        </message>
        <message>
            <source>Apply layer mask</source>
            <translation>Ebenenmaske anwenden</translation>
        </message>
        <message>
            <source>Delete layer mask</source>
            <translation>Ebenenmaske löschen</translation>
        </message>
        <message>
            <source>Fill with colour</source>
            <translation>Mit Farbe füllen</translation>
        </message>
        <message>
            <source>Clear mask</source>
            <translation>Maske leeren</translation>
        </message>
        <message>
            <source>Invert mask</source>
            <translation>Maske umkehren</translation>
        </message>
        <message>
            <source>Select all</source>
            <translation>Alles auswählen</translation>
        </message>
        <message>
            <source>Reselect</source>
            <translation>Erneut auswählen</translation>
        </message>
        <message>
            <source>Select layer</source>
            <translation>Ebene auswählen</translation>
        </message>
        <message>
            <source>Recovered</source>
            <translation>Wiederhergestellt</translation>
        </message>
        <message>
            <source>Grow selection</source>
            <translation>Auswahl vergrößern</translation>
        </message>
        <message>
            <source>Shrink selection</source>
            <translation>Auswahl verkleinern</translation>
        </message>
        <message>
            <source>Feather selection</source>
            <translation>Auswahl weich zeichnen</translation>
        </message>
        <message>
            <source>Smooth selection</source>
            <translation>Auswahl glätten</translation>
        </message>
        <message>
            <source>Select rectangle</source>
            <translation>Rechteck auswählen</translation>
        </message>
        <message>
            <source>Select ellipse</source>
            <translation>Ellipse auswählen</translation>
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
            <translation>Ebene rücken</translation>
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
            <translation>Vieleck auswählen</translation>
        </message>
        <message>
            <source>Transform layer</source>
            <translation>Ebene transformiert</translation>
        </message>
        <message>
            <source>Cut</source>
            <translation>Ausschneiden</translation>
        </message>
        <message>
            <source>Convert to sRGB</source>
            <translation>In sRGB umwandeln</translation>
        </message>
        <message>
            <source>Refine edges</source>
            <translation>Kanten verfeinern</translation>
        </message>
        <message>
            <source>Smart select</source>
            <translation>Objektauswahl</translation>
        </message>
        <message>
            <source>Duplicate group</source>
            <translation>Gruppe dupliziert</translation>
        </message>
        <message>
            <source>Delete layers</source>
            <translation>Ebenen gelöscht</translation>
        </message>
        <message>
            <source>Delete layer</source>
            <translation>Ebene gelöscht</translation>
        </message>
        <message>
            <source>Group layers</source>
            <translation>Ebenen gruppiert</translation>
        </message>
        <message>
            <source>Ungroup layers</source>
            <translation>Gruppe aufgelöst</translation>
        </message>
        <message>
            <source>Merge group</source>
            <translation>Gruppe vereint</translation>
        </message>
    </context>
    <context>
        <name>ui::HistoryDialog</name>
        <message numerus="yes">
            <source>%n steps</source>
            <translation>
                <numerusform>%n Schritt</numerusform>
                <numerusform>%n Schritte</numerusform>
            </translation>
        </message>
        <message>
            <source>seed %1</source>
            <translation>Startwert %1</translation>
        </message>
        <message>
            <source>Only of this picture</source>
            <translation>Nur von diesem Bild</translation>
        </message>
        <message>
            <source>Put into the picture</source>
            <translation>Ins Bild einsetzen</translation>
        </message>
        <message>
            <source>Use its settings</source>
            <translation>Einstellungen übernehmen</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <source>History of generations</source>
            <translation>Protokoll der Erzeugungen</translation>
        </message>
        <message>
            <source>Search words, models, seeds, pictures</source>
            <translation>Worte, Modelle, Startwerte, Bilder suchen</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>Choose a result.</source>
            <translation>Wählen Sie ein Ergebnis.</translation>
        </message>
        <message>
            <source>Nothing here yet: every result of a generation is kept, until there is no more room.</source>
            <translation>Noch nichts da: jedes Ergebnis wird behalten, bis kein Platz mehr ist.</translation>
        </message>
        <message>
            <source>step cache %1</source>
            <translation>Schritt-Cache %1</translation>
        </message>
        <message>
            <source>clip skip %1</source>
            <translation>Clip Skip %1</translation>
        </message>
        <message>
            <source>%1 % towards %2</source>
            <translation>%1 % in Richtung %2</translation>
        </message>
    </context>
    <context>
        <name>ui::HistoryPanel</name>
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
        <name>ui::ImageSizeDialog</name>
        <message>
            <source> px</source>
            <translation> px</translation>
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
            <translation>Lanczos: am schärfsten</translation>
        </message>
        <message>
            <source>Cubic: softer</source>
            <translation>Kubisch: weicher</translation>
        </message>
        <message>
            <source>Linear</source>
            <translation>Linear</translation>
        </message>
        <message>
            <source>Nearest: for pixel art</source>
            <translation>Nächster Nachbar: für Pixelbilder</translation>
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
            <translation>%1 Megapixel, %2 % der Fläche</translation>
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
            <translation>%1, sichtbar</translation>
        </message>
        <message>
            <source>%1, hidden</source>
            <translation>%1, verborgen</translation>
        </message>
        <message>
            <source>Group %1</source>
            <translation>Gruppe %1</translation>
        </message>
    </context>
    <context>
        <name>Layers</name>
        <message>
            <source>Pasted</source>
            <translation>Eingefügt</translation>
        </message>
        <message>
            <source>Visible</source>
            <translation>Sichtbares</translation>
        </message>
        <message>
            <source>Layer %1</source>
            <translation>Ebene %1</translation>
        </message>
        <message>
            <source>%1 copy</source>
            <translation>%1 Kopie</translation>
        </message>
        <message>
            <source>Group %1</source>
            <translation>Gruppe %1</translation>
        </message>
        <message>
            <source>Background</source>
            <translation>Hintergrund</translation>
        </message>
    </context>
    <context>
        <name>ui::LayersPanel</name>
        <message>
            <source>Opacity</source>
            <translation>Deckkraft</translation>
        </message>
        <message>
            <source> %</source>
            <translation> %</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>Ebenen</translation>
        </message>
        <message>
            <source>How the layer meets those below</source>
            <translation>Wie die Ebene auf die unteren trifft</translation>
        </message>
        <message>
            <source>Blend mode</source>
            <translation>Mischmodus</translation>
        </message>
        <message>
            <source>Lock the layer against changes</source>
            <translation>Die Ebene gegen Änderungen sperren</translation>
        </message>
        <message>
            <source>Lock the layer</source>
            <translation>Ebene sperren</translation>
        </message>
    </context>
    <context>
        <name>ui::MainWindow</name>
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
            <translation>Stillwater</translation>
        </message>
        <message>
            <source>About Stillwater</source>
            <translation>Über Stillwater</translation>
        </message>
        <message>
            <source>Stillwater %1</source>
            <translation>Stillwater %1</translation>
        </message>
        <message>
            <source>An image editor with generative fill that runs on your own machine. Free software under the GNU General Public License, version 3 or later.</source>
            <translation>Eine Bildbearbeitung mit generativem Füllen, die auf Ihrem eigenen Rechner läuft. Freie Software unter der GNU General Public License, Version 3 oder neuer.</translation>
        </message>
        <message>
            <source>Working… Esc stops</source>
            <translation>Arbeitet… Esc bricht ab</translation>
        </message>
        <message>
            <source>Opening %1</source>
            <translation>%1 wird geöffnet</translation>
        </message>
        <message>
            <source>Saved %1</source>
            <translation>%1 gespeichert</translation>
        </message>
        <message>
            <source>Exported %1</source>
            <translation>%1 exportiert</translation>
        </message>
        <message>
            <source>Navigator</source>
            <translation>Navigator</translation>
        </message>
        <message>
            <source>Open &amp;Recent</source>
            <translation>&amp;Zuletzt geöffnet</translation>
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
            <translation>&amp;Pixel der Ebene auswählen</translation>
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
            <translation>Einen &amp;Prompt schreiben</translation>
        </message>
        <message>
            <source>Edit the Layer's Rec&amp;ipe…</source>
            <translation>Re&amp;zept der Ebene bearbeiten …</translation>
        </message>
        <message>
            <source>Read Se&amp;ttings from a Picture…</source>
            <translation>Eins&amp;tellungen aus einem Bild lesen …</translation>
        </message>
        <message>
            <source>&amp;Next Result</source>
            <translation>&amp;Nächstes Ergebnis</translation>
        </message>
        <message>
            <source>Pre&amp;vious Result</source>
            <translation>&amp;Voriges Ergebnis</translation>
        </message>
        <message>
            <source>&amp;Keep This Result</source>
            <translation>Dieses Ergebnis &amp;behalten</translation>
        </message>
        <message>
            <source>Keep All as &amp;Layers</source>
            <translation>Alle als Ebene&amp;n behalten</translation>
        </message>
        <message>
            <source>Pa&amp;use the Queue</source>
            <translation>&amp;Warteschlange anhalten</translation>
        </message>
        <message>
            <source>&amp;Cancel</source>
            <translation>&amp;Abbrechen</translation>
        </message>
        <message>
            <source>Cancel All</source>
            <translation>Alle abbrechen</translation>
        </message>
        <message>
            <source>Selection &amp;Bar</source>
            <translation>Auswahl&amp;leiste</translation>
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
        <message>
            <source>&amp;More Like This</source>
            <translation>&amp;Mehr davon</translation>
        </message>
        <message>
            <source>&amp;Ten More Steps</source>
            <translation>&amp;Zehn weitere Schritte</translation>
        </message>
        <message>
            <source>&amp;History of Generations…</source>
            <translation>&amp;Verlauf der Ergebnisse…</translation>
        </message>
        <message>
            <source>Convert Colours to &amp;sRGB</source>
            <translation>Farben in &amp;sRGB umwandeln</translation>
        </message>
        <message>
            <source>Paint &amp;on the Mask</source>
            <translation>A&amp;uf die Maske malen</translation>
        </message>
        <message>
            <source>Show the Mask Alo&amp;ne</source>
            <translation>Nur die Mas&amp;ke zeigen</translation>
        </message>
        <message>
            <source>S&amp;witch the Mask Off</source>
            <translation>Maske aus&amp;schalten</translation>
        </message>
        <message>
            <source>&amp;Refine Edges…</source>
            <translation>Kanten &amp;verfeinern …</translation>
        </message>
        <message>
            <source>Li&amp;ve Refill</source>
            <translation>&amp;Laufend neu füllen</translation>
        </message>
        <message>
            <source>&amp;Group Layers</source>
            <translation>Ebenen &amp;gruppieren</translation>
        </message>
        <message>
            <source>&amp;Ungroup Layers</source>
            <translation>Gr&amp;uppe auflösen</translation>
        </message>
        <message>
            <source>&amp;Merge Group</source>
            <translation>Gruppe &amp;vereinen</translation>
        </message>
    </context>
    <context>
        <name>ui::MessageBar</name>
        <message>
            <source>Messages</source>
            <translation>Meldungen</translation>
        </message>
        <message>
            <source>Close this message</source>
            <translation>Meldung schließen</translation>
        </message>
    </context>
    <context>
        <name>ui::ModelDownload</name>
        <message>
            <source>the part on disk does not belong to the file</source>
            <translation>der Teil auf der Platte gehört nicht zur Datei</translation>
        </message>
        <message>
            <source>the connection broke off</source>
            <translation>die Verbindung brach ab</translation>
        </message>
    </context>
    <context>
        <name>ui::ModelManager</name>
        <message>
            <source>Work offline: nothing is sent or fetched</source>
            <translation>Offline arbeiten: nichts wird gesendet oder geholt</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>Modelle</translation>
        </message>
        <message>
            <source>On this machine</source>
            <translation>Auf diesem Rechner</translation>
        </message>
        <message>
            <source>On servers</source>
            <translation>Auf Servern</translation>
        </message>
        <message>
            <source>%1 (%2 of %3): %4</source>
            <translation>%1 (%2 von %3): %4</translation>
        </message>
        <message>
            <source>Trying again (%1): %2</source>
            <translation>Neuer Versuch (%1): %2</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Family</source>
            <translation>Familie</translation>
        </message>
        <message>
            <source>Licence</source>
            <translation>Lizenz</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Use</source>
            <translation>Verwenden</translation>
        </message>
        <message>
            <source>Verify</source>
            <translation>Prüfen</translation>
        </message>
        <message>
            <source>Reads every number of every tensor once</source>
            <translation>Liest jede Zahl jedes Tensors einmal</translation>
        </message>
        <message>
            <source>Look in a folder…</source>
            <translation>In einem Ordner suchen …</translation>
        </message>
        <message>
            <source>Download</source>
            <translation>Herunterladen</translation>
        </message>
        <message>
            <source>owner/name of a Hugging Face repository, or the address of a file</source>
            <translation>Besitzer/Name eines Hugging-Face-Repositorys oder die Adresse einer Datei</translation>
        </message>
        <message>
            <source>SHA-256 of a single file, if you have it</source>
            <translation>SHA-256 einer einzelnen Datei, falls bekannt</translation>
        </message>
        <message>
            <source>Servers that speak the OpenAI images API: LocalAI, stable-diffusion.cpp, hosted ones. Only what is around the selection and your words are sent, and only to a server that you have added here and chosen.</source>
            <translation>Server mit der Bilder-API von OpenAI: LocalAI, stable-diffusion.cpp, gemietete. Gesendet wird nur, was um die Auswahl liegt, und Ihre Worte, und nur an einen Server, den Sie hier hinzugefügt und gewählt haben.</translation>
        </message>
        <message>
            <source>Machine</source>
            <translation>Rechner</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <source>Add…</source>
            <translation>Hinzufügen …</translation>
        </message>
        <message>
            <source>Change…</source>
            <translation>Ändern …</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Looking for models</source>
            <translation>Modelle werden gesucht</translation>
        </message>
        <message>
            <source>not stated</source>
            <translation>nicht angegeben</translation>
        </message>
        <message>
            <source>cannot be used</source>
            <translation>nicht verwendbar</translation>
        </message>
        <message>
            <source>Choose a model.</source>
            <translation>Wählen Sie ein Modell.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>The program works offline</source>
            <translation>Das Programm arbeitet offline</translation>
        </message>
        <message>
            <source>its own</source>
            <translation>eigene</translation>
        </message>
        <message>
            <source>reading</source>
            <translation>wird gelesen</translation>
        </message>
        <message>
            <source>whole</source>
            <translation>vollständig</translation>
        </message>
        <message>
            <source>damaged</source>
            <translation>beschädigt</translation>
        </message>
        <message>
            <source>Look for models in a folder</source>
            <translation>Modelle in einem Ordner suchen</translation>
        </message>
        <message>
            <source>Asking for the files</source>
            <translation>Dateien werden erfragt</translation>
        </message>
        <message>
            <source>It lies in %1.</source>
            <translation>Es liegt in %1.</translation>
        </message>
        <message>
            <source>Not downloaded: %1</source>
            <translation>Nicht heruntergeladen: %1</translation>
        </message>
    </context>
    <context>
        <name>ui::ModelSection</name>
        <message>
            <source>Change</source>
            <translation>Ändern</translation>
        </message>
        <message>
            <source>Use another model</source>
            <translation>Anderes Modell verwenden</translation>
        </message>
        <message>
            <source>Change the model</source>
            <translation>Modell wechseln</translation>
        </message>
        <message>
            <source>Opening the model</source>
            <translation>Modell wird geöffnet</translation>
        </message>
        <message>
            <source>%1 of weights, licence not stated</source>
            <translation>%1 Gewichte, Lizenz nicht angegeben</translation>
        </message>
        <message>
            <source>%1 of weights, licence: %2</source>
            <translation>%1 Gewichte, Lizenz: %2</translation>
        </message>
        <message>
            <source>No model</source>
            <translation>Kein Modell</translation>
        </message>
        <message>
            <source>The model that comes with Stillwater</source>
            <translation>Das Modell, das Stillwater beiliegt</translation>
        </message>
        <message>
            <source>Choose a model folder…</source>
            <translation>Modellordner wählen …</translation>
        </message>
        <message>
            <source>Choose a model folder</source>
            <translation>Modellordner wählen</translation>
        </message>
        <message>
            <source>Runs on %1</source>
            <translation>Läuft auf %1</translation>
        </message>
        <message>
            <source>%1, on %2</source>
            <translation>%1, auf %2</translation>
        </message>
        <message>
            <source>Work offline</source>
            <translation>Offline arbeiten</translation>
        </message>
        <message>
            <source>Models and servers…</source>
            <translation>Modelle und Server …</translation>
        </message>
    </context>
    <context>
        <name>ui::NavigatorMap</name>
        <message>
            <source>The whole picture</source>
            <translation>Das ganze Bild</translation>
        </message>
        <message>
            <source>No picture</source>
            <translation>Kein Bild</translation>
        </message>
    </context>
    <context>
        <name>ui::NavigatorPanel</name>
        <message>
            <source>Zoom</source>
            <translation>Zoom</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>Verkleinern</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>Vergrößern</translation>
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
            <translation>Farbe (X tauscht, D setzt zurück)</translation>
        </message>
        <message>
            <source>Second colour</source>
            <translation>Zweite Farbe</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source>Softness</source>
            <translation>Weichheit</translation>
        </message>
        <message>
            <source> %</source>
            <translation> %</translation>
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
            <translation>Druck deckt</translation>
        </message>
        <message>
            <source>Diameter of the brush ( [ and ] )</source>
            <translation>Durchmesser des Pinsels ( [ und ] )</translation>
        </message>
        <message>
            <source>How softly the brush ends</source>
            <translation>Wie weich der Pinsel ausläuft</translation>
        </message>
        <message>
            <source>How much the stroke as a whole covers</source>
            <translation>Wie stark der ganze Strich deckt</translation>
        </message>
        <message>
            <source>How far a colour may be off</source>
            <translation>Wie weit eine Farbe abweichen darf</translation>
        </message>
        <message>
            <source>Look at all visible layers instead of the active one</source>
            <translation>Alle sichtbaren Ebenen ansehen statt nur die aktive</translation>
        </message>
        <message>
            <source>From the start in all directions</source>
            <translation>Vom Anfang in alle Richtungen</translation>
        </message>
        <message>
            <source>A pen's pressure sets how strongly the brush covers</source>
            <translation>Der Druck des Stifts bestimmt, wie stark der Pinsel deckt</translation>
        </message>
    </context>
    <context>
        <name>ui::PreferencesDialog</name>
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
            <translation> MB</translation>
        </message>
        <message>
            <source> s</source>
            <translation> s</translation>
        </message>
        <message>
            <source>never</source>
            <translation>nie</translation>
        </message>
        <message>
            <source>Changes are kept this often, to be brought back after a crash</source>
            <translation>So oft werden Änderungen gesichert, um sie nach einem Absturz zurückzuholen</translation>
        </message>
        <message>
            <source>Exports leave out camera data, place and captions</source>
            <translation>Exporte lassen Kameradaten, Ort und Beschriftungen weg</translation>
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
        <message>
            <source>Keys of a program you know</source>
            <translation>Tasten eines vertrauten Programms</translation>
        </message>
        <message>
            <source>Keys as in…</source>
            <translation>Tasten wie in …</translation>
        </message>
        <message>
            <source>Preset</source>
            <translation>Vorlage</translation>
        </message>
        <message>
            <source>sRGB</source>
            <translation>sRGB</translation>
        </message>
        <message>
            <source>The ICC file that describes your screen; empty means sRGB</source>
            <translation>Die ICC-Datei Ihres Bildschirms; leer bedeutet sRGB</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Wählen …</translation>
        </message>
        <message>
            <source>Profile of the Screen</source>
            <translation>Profil des Bildschirms</translation>
        </message>
        <message>
            <source>Colour profiles (*.icc *.icm)</source>
            <translation>Farbprofile (*.icc *.icm)</translation>
        </message>
        <message>
            <source>What the history needs beyond this goes to the disk</source>
            <translation>Was das Protokoll darüber hinaus braucht, kommt auf die Platte</translation>
        </message>
        <message>
            <source> GB</source>
            <translation> GB</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keiner</translation>
        </message>
        <message>
            <source>Older steps are forgotten when this is full too</source>
            <translation>Ältere Schritte werden vergessen, wenn auch der voll ist</translation>
        </message>
        <message>
            <source>Disk space for undo</source>
            <translation>Plattenplatz für Rückgängig</translation>
        </message>
        <message>
            <source>Screen's colours</source>
            <translation>Farben des Bildschirms</translation>
        </message>
        <message>
            <source>Performance</source>
            <translation>Leistung</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>Modelle</translation>
        </message>
        <message>
            <source>all</source>
            <translation>alle</translation>
        </message>
        <message>
            <source>With fewer, generating takes longer and leaves more to other programs</source>
            <translation>Mit weniger Kernen dauert das Erzeugen länger und lässt anderen Programmen mehr übrig</translation>
        </message>
        <message>
            <source>Show the picture while it is generated</source>
            <translation>Das Bild schon beim Erzeugen zeigen</translation>
        </message>
        <message>
            <source>Without, generating is a little faster</source>
            <translation>Ohne geht das Erzeugen etwas schneller</translation>
        </message>
        <message>
            <source>Cores for generating</source>
            <translation>Kerne zum Erzeugen</translation>
        </message>
        <message>
            <source>Higher keeps more detail and makes a larger file</source>
            <translation>Höher erhält mehr Einzelheiten und macht die Datei größer</translation>
        </message>
        <message>
            <source>Each export can still choose otherwise.</source>
            <translation>Jeder Export kann es noch anders wählen.</translation>
        </message>
        <message>
            <source>Export as</source>
            <translation>Exportieren als</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>Qualität</translation>
        </message>
        <message>
            <source>Folders that are looked into for models, beside the program&apos;s own:</source>
            <translation>Ordner, in denen neben dem des Programms nach Modellen gesucht wird:</translation>
        </message>
        <message>
            <source>Folders with models</source>
            <translation>Ordner mit Modellen</translation>
        </message>
        <message>
            <source>Add…</source>
            <translation>Hinzufügen…</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Look for models in a folder</source>
            <translation>In einem Ordner nach Modellen suchen</translation>
        </message>
    </context>
    <context>
        <name>Progress</name>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Getting ready</source>
            <translation>Wird vorbereitet</translation>
        </message>
        <message>
            <source>Loading the model</source>
            <translation>Modell wird geladen</translation>
        </message>
        <message>
            <source>Continuing the surroundings</source>
            <translation>Umgebung wird fortgesetzt</translation>
        </message>
        <message>
            <source>Reading the picture</source>
            <translation>Bild wird gelesen</translation>
        </message>
        <message>
            <source>Painting, step %1 of %2</source>
            <translation>Es wird gemalt, Schritt %1 von %2</translation>
        </message>
        <message>
            <source>Finishing</source>
            <translation>Wird abgeschlossen</translation>
        </message>
        <message>
            <source>Part %1 of %2: %3</source>
            <translation>Teil %1 von %2: %3</translation>
        </message>
        <message>
            <source>Result %1 of %2: %3</source>
            <translation>Ergebnis %1 von %2: %3</translation>
        </message>
        <message>
            <source>about %1 s left</source>
            <translation>noch etwa %1 s</translation>
        </message>
        <message>
            <source>about %1 min left</source>
            <translation>noch etwa %1 min</translation>
        </message>
        <message>
            <source>almost done</source>
            <translation>fast fertig</translation>
        </message>
        <message>
            <source>Painting, on the server</source>
            <translation>Es wird auf dem Server gemalt</translation>
        </message>
    </context>
    <context>
        <name>ui::ProgressSection</name>
        <message>
            <source>Progress</source>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <source>Stop and leave the picture as it was (Esc)</source>
            <translation>Anhalten und das Bild lassen, wie es war (Esc)</translation>
        </message>
        <message>
            <source>working out the time</source>
            <translation>Zeit wird ermittelt</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>Wird angehalten</translation>
        </message>
    </context>
    <context>
        <name>ui::PromptBox</name>
        <message>
            <source>Keep out of the picture</source>
            <translation>Nicht ins Bild</translation>
        </message>
        <message>
            <source>Prompt</source>
            <translation>Prompt</translation>
        </message>
        <message>
            <source>Up and Down: earlier prompts. Ctrl+Up and Ctrl+Down: the word at the cursor counts more or less.</source>
            <translation>Auf und Ab: frühere Prompts. Strg+Auf und Strg+Ab: das Wort am Cursor zählt mehr oder weniger.</translation>
        </message>
        <message>
            <source>Negative prompt</source>
            <translation>Negativer Prompt</translation>
        </message>
        <message>
            <source>For instance: people, text, blur</source>
            <translation>Zum Beispiel: people, text, blur</translation>
        </message>
        <message>
            <source>Tokens of the prompt. What is over one chunk is read apart from the rest, so it counts less for it.</source>
            <translation>Token des Prompts. Was über ein Stück hinausgeht, wird getrennt gelesen und zählt darum weniger.</translation>
        </message>
        <message>
            <source>Styles</source>
            <translation>Stile</translation>
        </message>
        <message>
            <source>Words you saved for later</source>
            <translation>Worte, die Sie aufgehoben haben</translation>
        </message>
        <message>
            <source>%1 tokens, %2 chunks of %3</source>
            <translation>%1 Token, %2 Stücke zu %3</translation>
        </message>
        <message>
            <source>%1 of %2 tokens</source>
            <translation>%1 von %2 Token</translation>
        </message>
        <message>
            <source>Save these words…</source>
            <translation>Diese Worte aufheben …</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <source>Save a style</source>
            <translation>Stil speichern</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
    </context>
    <context>
        <name>ui::QueueSection</name>
        <message>
            <source>Begin nothing new for now</source>
            <translation>Vorerst nichts Neues beginnen</translation>
        </message>
        <message>
            <source>Call off everything</source>
            <translation>Alles absagen</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>One place forward</source>
            <translation>Einen Platz nach vorn</translation>
        </message>
        <message>
            <source>Call this one off</source>
            <translation>Dieses absagen</translation>
        </message>
        <message numerus="yes">
            <source>Paused, %n waiting</source>
            <translation>
                <numerusform>Angehalten, %n wartet</numerusform>
                <numerusform>Angehalten, %n warten</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n waiting</source>
            <translation>
                <numerusform>%n wartet</numerusform>
                <numerusform>%n warten</numerusform>
            </translation>
        </message>
        <message>
            <source>Stopped at step %1: %2</source>
            <translation>Bei Schritt %1 angehalten: %2</translation>
        </message>
        <message>
            <source>Not begun: %1</source>
            <translation>Nicht begonnen: %1</translation>
        </message>
        <message>
            <source>%1, in %2</source>
            <translation>%1, in %2</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <source>Go on from its last step</source>
            <translation>Beim letzten Schritt weitermachen</translation>
        </message>
        <message>
            <source>Give it up</source>
            <translation>Aufgeben</translation>
        </message>
    </context>
    <context>
        <name>ui::RatioChoice</name>
        <message>
            <source>Shape</source>
            <translation>Form</translation>
        </message>
        <message>
            <source>Custom</source>
            <translation>Eigene</translation>
        </message>
        <message>
            <source>Upright: higher than wide</source>
            <translation>Hochformat: höher als breit</translation>
        </message>
        <message>
            <source>Upright</source>
            <translation>Hochformat</translation>
        </message>
    </context>
    <context>
        <name>ui::Recovery</name>
        <message>
            <source>Recover your work</source>
            <translation>Arbeit wiederherstellen</translation>
        </message>
        <message>
            <source>Stillwater did not end in order last time.</source>
            <translation>Stillwater wurde beim letzten Mal nicht ordentlich beendet.</translation>
        </message>
        <message>
            <source>Changes up to %1 that were not saved can be brought back.</source>
            <translation>Nicht gespeicherte Änderungen bis %1 können zurückgeholt werden.</translation>
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
        <name>ui::RemoteServers</name>
        <message>
            <source>The address must begin with http:// or https:// and name a machine.</source>
            <translation>Die Adresse muss mit http:// oder https:// beginnen und einen Rechner nennen.</translation>
        </message>
        <message>
            <source>Put the key into its own field, not into the address.</source>
            <translation>Der Schlüssel gehört in sein eigenes Feld, nicht in die Adresse.</translation>
        </message>
        <message>
            <source>Pictures must be between 64 and 4096 pixels wide.</source>
            <translation>Bilder müssen zwischen 64 und 4096 Pixel breit sein.</translation>
        </message>
        <message>
            <source>The time to wait must be between a second and a day.</source>
            <translation>Die Wartezeit muss zwischen einer Sekunde und einem Tag liegen.</translation>
        </message>
        <message>
            <source>The key would be readable on its way there; the address must begin with https://.</source>
            <translation>Der Schlüssel wäre unterwegs lesbar; die Adresse muss mit https:// beginnen.</translation>
        </message>
    </context>
    <context>
        <name>Selection</name>
        <message>
            <source>Grow the Selection</source>
            <translation>Auswahl vergrößern</translation>
        </message>
        <message>
            <source>Shrink the Selection</source>
            <translation>Auswahl verkleinern</translation>
        </message>
        <message>
            <source>Feather the Selection</source>
            <translation>Auswahl weich zeichnen</translation>
        </message>
        <message>
            <source>Smooth the Selection</source>
            <translation>Auswahl glätten</translation>
        </message>
        <message>
            <source>Pixels</source>
            <translation>Pixel</translation>
        </message>
        <message>
            <source>Refine the Selection's Edges</source>
            <translation>Kanten der Auswahl verfeinern</translation>
        </message>
    </context>
    <context>
        <name>ui::SelectionBar</name>
        <message>
            <source>Make what is selected disappear (J)</source>
            <translation>Ausgewähltes verschwinden lassen (J)</translation>
        </message>
        <message>
            <source>Paint these words into the selection (Shift+F5)</source>
            <translation>Diese Worte in die Auswahl malen (Umschalt+F5)</translation>
        </message>
        <message>
            <source>For the selection</source>
            <translation>Für die Auswahl</translation>
        </message>
        <message>
            <source>What should be there?</source>
            <translation>Was soll da sein?</translation>
        </message>
        <message>
            <source>Prompt for the selection</source>
            <translation>Prompt für die Auswahl</translation>
        </message>
        <message>
            <source>Continue the picture beyond its borders</source>
            <translation>Das Bild über seinen Rand hinaus fortsetzen</translation>
        </message>
        <message>
            <source>Select it too, so that it goes with the thing</source>
            <translation>Mit auswählen, damit es mit dem Ding verschwindet</translation>
        </message>
        <message>
            <source>Take in its shadow</source>
            <translation>Schatten mitnehmen</translation>
        </message>
        <message>
            <source>Take in its reflection</source>
            <translation>Spiegelung mitnehmen</translation>
        </message>
    </context>
    <context>
        <name>ui::SelectionOptions</name>
        <message>
            <source>Feather</source>
            <translation>Weiche Kante</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source>Tolerance</source>
            <translation>Toleranz</translation>
        </message>
        <message>
            <source>New selection</source>
            <translation>Neue Auswahl</translation>
        </message>
        <message>
            <source>Add to the selection (Shift)</source>
            <translation>Zur Auswahl hinzufügen (Umschalt)</translation>
        </message>
        <message>
            <source>Take away from the selection (Alt)</source>
            <translation>Von der Auswahl abziehen (Alt)</translation>
        </message>
        <message>
            <source>Keep what both have in common (Shift+Alt)</source>
            <translation>Behalten, was beide gemeinsam haben (Umschalt+Alt)</translation>
        </message>
        <message>
            <source>How softly new selections end</source>
            <translation>Wie weich neue Auswahlen auslaufen</translation>
        </message>
        <message>
            <source>How far a colour may be off</source>
            <translation>Wie weit eine Farbe abweichen darf</translation>
        </message>
        <message>
            <source>What is drawn</source>
            <translation>Was gezeichnet wird</translation>
        </message>
        <message>
            <source>Box</source>
            <translation>Kasten</translation>
        </message>
        <message>
            <source>Scribble</source>
            <translation>Strich</translation>
        </message>
        <message>
            <source>Drag a rough box round the thing</source>
            <translation>Einen groben Kasten um das Ding ziehen</translation>
        </message>
        <message>
            <source>Draw a line across the thing</source>
            <translation>Eine Linie über das Ding ziehen</translation>
        </message>
    </context>
    <context>
        <name>ui::ServerDialog</name>
        <message>
            <source>squares only</source>
            <translation>nur Quadrate</translation>
        </message>
        <message>
            <source>Add a server</source>
            <translation>Server hinzufügen</translation>
        </message>
        <message>
            <source>Change a server</source>
            <translation>Server ändern</translation>
        </message>
        <message>
            <source>if it wants one</source>
            <translation>falls er einen will</translation>
        </message>
        <message>
            <source>Kept in a file that only you can read, and sent to this server alone</source>
            <translation>Liegt in einer Datei, die nur Sie lesen können, und geht nur an diesen Server</translation>
        </message>
        <message>
            <source>the server's own choice</source>
            <translation>Wahl des Servers</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source> s</source>
            <translation> s</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <source>Longer side</source>
            <translation>Längere Seite</translation>
        </message>
        <message>
            <source>Wait at most</source>
            <translation>Höchstens warten</translation>
        </message>
    </context>
    <context>
        <name>ui::ShortcutTable</name>
        <message>
            <source>Find a command</source>
            <translation>Befehl suchen</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>Befehl</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Tasten</translation>
        </message>
        <message>
            <source>New keys</source>
            <translation>Neue Tasten</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Keine</translation>
        </message>
        <message>
            <source>The command gets no keys</source>
            <translation>Der Befehl bekommt keine Tasten</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>Vorgabe</translation>
        </message>
        <message>
            <source>The keys the program came with</source>
            <translation>Die Tasten, die das Programm mitbrachte</translation>
        </message>
        <message>
            <source>Reset all</source>
            <translation>Alle zurücksetzen</translation>
        </message>
        <message>
            <source>Taken from “%1”</source>
            <translation>„%1“ weggenommen</translation>
        </message>
    </context>
    <context>
        <name>ui::StatusStrip</name>
        <message>
            <source>Pixel under the pointer</source>
            <translation>Pixel unter dem Zeiger</translation>
        </message>
        <message>
            <source>Size of the picture in pixels</source>
            <translation>Größe des Bildes in Pixeln</translation>
        </message>
        <message>
            <source>Zoom (Ctrl+0 fits, Ctrl+1 is 100 %)</source>
            <translation>Zoom (Strg+0 passt ein, Strg+1 ist 100 %)</translation>
        </message>
        <message>
            <source>Memory this program uses</source>
            <translation>Speicher, den das Programm belegt</translation>
        </message>
        <message>
            <source>What the engine is doing</source>
            <translation>Was die Maschine gerade tut</translation>
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
            <translation>Klicken Sie zuerst mit gedrückter Alt-Taste auf die Stelle, von der kopiert wird.</translation>
        </message>
        <message>
            <source>The layer is empty.</source>
            <translation>Die Ebene ist leer.</translation>
        </message>
        <message>
            <source>Mask brush</source>
            <translation>Maskenpinsel</translation>
        </message>
        <message>
            <source>Paint over what should change. Alt erases, [ and ] set the size, Shift draws a straight line.</source>
            <translation>Übermalen, was sich ändern soll. Alt radiert, [ und ] ändern die Größe, Umschalt zieht eine Gerade.</translation>
        </message>
        <message>
            <source>Mask eraser</source>
            <translation>Maskenradierer</translation>
        </message>
        <message>
            <source>Wipe the mask away. Alt paints, [ and ] set the size.</source>
            <translation>Die Maske wegwischen. Alt malt, [ und ] ändern die Größe.</translation>
        </message>
        <message>
            <source>Rectangle selection</source>
            <translation>Rechteckauswahl</translation>
        </message>
        <message>
            <source>Drag out a rectangle. Shift adds, Alt subtracts, both intersect; pressed later Shift makes a square, Alt starts in the middle.</source>
            <translation>Ein Rechteck aufziehen. Umschalt fügt hinzu, Alt zieht ab, beide schneiden; später gedrückt macht Umschalt ein Quadrat, Alt beginnt in der Mitte.</translation>
        </message>
        <message>
            <source>Ellipse selection</source>
            <translation>Ellipsenauswahl</translation>
        </message>
        <message>
            <source>Drag out an ellipse. Shift adds, Alt subtracts, both intersect; pressed later Shift makes a circle, Alt starts in the middle.</source>
            <translation>Eine Ellipse aufziehen. Umschalt fügt hinzu, Alt zieht ab, beide schneiden; später gedrückt macht Umschalt einen Kreis, Alt beginnt in der Mitte.</translation>
        </message>
        <message>
            <source>Lasso</source>
            <translation>Lasso</translation>
        </message>
        <message>
            <source>Draw round what should be selected. Shift adds, Alt subtracts.</source>
            <translation>Umfahren, was ausgewählt werden soll. Umschalt fügt hinzu, Alt zieht ab.</translation>
        </message>
        <message>
            <source>Polygon selection</source>
            <translation>Vieleckauswahl</translation>
        </message>
        <message>
            <source>Click corner by corner; a double click or Enter closes, Backspace takes the last corner back.</source>
            <translation>Ecke für Ecke klicken; Doppelklick oder Eingabe schließt, Rücktaste nimmt die letzte Ecke zurück.</translation>
        </message>
        <message>
            <source>Magic wand</source>
            <translation>Zauberstab</translation>
        </message>
        <message>
            <source>Click to select what hangs together in this colour. Shift adds, Alt subtracts.</source>
            <translation>Klicken wählt, was in dieser Farbe zusammenhängt. Umschalt fügt hinzu, Alt zieht ab.</translation>
        </message>
        <message>
            <source>Select by colour</source>
            <translation>Nach Farbe auswählen</translation>
        </message>
        <message>
            <source>Click to select this colour wherever it is. Shift adds, Alt subtracts.</source>
            <translation>Klicken wählt diese Farbe überall. Umschalt fügt hinzu, Alt zieht ab.</translation>
        </message>
        <message>
            <source>Move layer</source>
            <translation>Ebene verschieben</translation>
        </message>
        <message>
            <source>Drag the active layer; arrow keys move it by a pixel, Shift keeps to one direction.</source>
            <translation>Die aktive Ebene ziehen; Pfeiltasten schieben sie um ein Pixel, Umschalt hält eine Richtung.</translation>
        </message>
        <message>
            <source>Free transform</source>
            <translation>Frei transformieren</translation>
        </message>
        <message>
            <source>Drag handles to scale, outside to turn, inside to move. Enter applies, Esc gives up.</source>
            <translation>Griffe skalieren, außen dreht, innen verschiebt. Eingabe wendet an, Esc gibt auf.</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>Zuschneiden</translation>
        </message>
        <message>
            <source>Drag out what stays. Enter crops, Esc gives up.</source>
            <translation>Aufziehen, was bleibt. Eingabe schneidet zu, Esc gibt auf.</translation>
        </message>
        <message>
            <source>Expand</source>
            <translation>Erweitern</translation>
        </message>
        <message>
            <source>Drag a side outwards to have the picture continued there. Alt moves the opposite side too, Enter begins.</source>
            <translation>Eine Seite nach außen ziehen, um das Bild dort fortzusetzen. Alt bewegt auch die andere Seite, Eingabe beginnt.</translation>
        </message>
        <message>
            <source>Paint brush</source>
            <translation>Pinsel</translation>
        </message>
        <message>
            <source>Paint on the active layer. Alt picks a colour, [ and ] set the size, Shift draws a straight line.</source>
            <translation>Auf die aktive Ebene malen. Alt nimmt eine Farbe auf, [ und ] ändern die Größe, Umschalt zieht eine Gerade.</translation>
        </message>
        <message>
            <source>Paint eraser</source>
            <translation>Radierer</translation>
        </message>
        <message>
            <source>Rub out the active layer. [ and ] set the size.</source>
            <translation>Die aktive Ebene ausradieren. [ und ] ändern die Größe.</translation>
        </message>
        <message>
            <source>Clone stamp</source>
            <translation>Kopierstempel</translation>
        </message>
        <message>
            <source>Alt-click where to copy from, then paint.</source>
            <translation>Mit Alt die Quelle anklicken, dann malen.</translation>
        </message>
        <message>
            <source>Heal</source>
            <translation>Reparieren</translation>
        </message>
        <message>
            <source>Paint over a blemish: it is filled from its surroundings.</source>
            <translation>Einen Makel übermalen: er wird aus der Umgebung gefüllt.</translation>
        </message>
        <message>
            <source>Fill with colour</source>
            <translation>Mit Farbe füllen</translation>
        </message>
        <message>
            <source>Click to fill what has this colour.</source>
            <translation>Klicken füllt, was diese Farbe hat.</translation>
        </message>
        <message>
            <source>Gradient</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>Drag from where the first colour ends to where the second begins.</source>
            <translation>Vom Ende der ersten Farbe zum Anfang der zweiten ziehen.</translation>
        </message>
        <message>
            <source>Pick a colour</source>
            <translation>Farbe aufnehmen</translation>
        </message>
        <message>
            <source>Click to take a colour, with Alt as the second colour.</source>
            <translation>Klicken nimmt eine Farbe auf, mit Alt als zweite.</translation>
        </message>
        <message>
            <source>Move the view</source>
            <translation>Ansicht verschieben</translation>
        </message>
        <message>
            <source>Drag to move the view. Space or the middle button do so with any tool.</source>
            <translation>Ziehen verschiebt die Ansicht. Leertaste oder mittlere Taste tun das mit jedem Werkzeug.</translation>
        </message>
        <message>
            <source>Zoom</source>
            <translation>Zoom</translation>
        </message>
        <message>
            <source>Click to zoom in, Alt-click to zoom out, drag sideways for any zoom.</source>
            <translation>Klicken vergrößert, mit Alt verkleinert, seitlich ziehen zoomt stufenlos.</translation>
        </message>
        <message>
            <source>There is no layer to work on.</source>
            <translation>Es gibt keine Ebene, auf der gearbeitet werden kann.</translation>
        </message>
        <message>
            <source>The layer is locked. Unlock it in the Layers panel first.</source>
            <translation>Die Ebene ist gesperrt. Entsperren Sie sie zuerst im Ebenenfenster.</translation>
        </message>
        <message>
            <source>The layer is hidden. Show it in the Layers panel first.</source>
            <translation>Die Ebene ist verborgen. Blenden Sie sie zuerst im Ebenenfenster ein.</translation>
        </message>
        <message>
            <source>Smart selection is not part of this program.</source>
            <translation>Die Objektauswahl fehlt in diesem Programm.</translation>
        </message>
        <message>
            <source>Smart select</source>
            <translation>Objektauswahl</translation>
        </message>
        <message>
            <source>Drag a rough box round a thing, or scribble across it. Shift adds, Alt subtracts, both intersect.</source>
            <translation>Einen groben Kasten um ein Ding ziehen oder darüber kritzeln. Umschalt fügt hinzu, Alt zieht ab, beide schneiden.</translation>
        </message>
        <message>
            <source>This works on pixels. Click the layer's picture in the Layers panel first.</source>
            <translation>Das arbeitet auf Pixeln. Klicken Sie zuerst im Ebenenfenster auf das Bild der Ebene.</translation>
        </message>
        <message>
            <source>Mix results</source>
            <translation>Ergebnisse mischen</translation>
        </message>
        <message>
            <source>Paint where the chosen result shows. Left and Right choose, Backspace takes the last stroke back, Enter keeps the mix.</source>
            <translation>Malen, wo das gewählte Ergebnis zu sehen ist. Links und Rechts wählen, Rücktaste nimmt den letzten Strich zurück, Eingabe behält die Mischung.</translation>
        </message>
        <message>
            <source>Ask for two or more results first; then paint where the chosen one shows.</source>
            <translation>Erst zwei oder mehr Ergebnisse anfordern, dann malen, wo das gewählte zu sehen ist.</translation>
        </message>
        <message>
            <source>A group has no pixels of its own. Choose a layer in it first.</source>
            <translation>Eine Gruppe hat keine eigenen Pixel. Wählen Sie zuerst eine Ebene darin.</translation>
        </message>
    </context>
    <context>
        <name>ui::TransformOptions</name>
        <message>
            <source>Width</source>
            <translation>Breite</translation>
        </message>
        <message>
            <source> %</source>
            <translation> %</translation>
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
            <translation>°</translation>
        </message>
        <message>
            <source>Flip left and right</source>
            <translation>Links und rechts spiegeln</translation>
        </message>
        <message>
            <source>Flip top and bottom</source>
            <translation>Oben und unten spiegeln</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>Anwenden</translation>
        </message>
    </context>
    <context>
        <name>ui::WordBar</name>
        <message>
            <source>Where words acted:</source>
            <translation>Wo Worte wirkten:</translation>
        </message>
        <message>
            <source>Point at a word to see where it acted; click to select that</source>
            <translation>Auf ein Wort zeigen, um zu sehen, wo es wirkte; Klicken wählt das aus</translation>
        </message>
        <message>
            <source>Select where “%1” acted</source>
            <translation>Auswählen, wo „%1“ wirkte</translation>
        </message>
    </context>
    <context>
        <name>main</name>
        <message>
            <source>Image editor with generative fill</source>
            <translation>Bildbearbeitung mit generativem Füllen</translation>
        </message>
        <message>
            <source>Picture or document to open</source>
            <translation>Bild oder Dokument zum Öffnen</translation>
        </message>
        <message>
            <source>Print the milliseconds to the first painted window</source>
            <translation>Die Millisekunden bis zum ersten gezeichneten Fenster ausgeben</translation>
        </message>
    </context>
    <context>
        <name>ui::AnchorGrid</name>
        <message>
            <source>top left</source>
            <translation>oben links</translation>
        </message>
        <message>
            <source>top</source>
            <translation>oben</translation>
        </message>
        <message>
            <source>top right</source>
            <translation>oben rechts</translation>
        </message>
        <message>
            <source>left</source>
            <translation>links</translation>
        </message>
        <message>
            <source>in the middle</source>
            <translation>in der Mitte</translation>
        </message>
        <message>
            <source>right</source>
            <translation>rechts</translation>
        </message>
        <message>
            <source>bottom left</source>
            <translation>unten links</translation>
        </message>
        <message>
            <source>bottom</source>
            <translation>unten</translation>
        </message>
        <message>
            <source>bottom right</source>
            <translation>unten rechts</translation>
        </message>
        <message>
            <source>Place of the picture</source>
            <translation>Platz des Bildes</translation>
        </message>
        <message>
            <source>The picture stays: %1</source>
            <translation>Das Bild bleibt: %1</translation>
        </message>
    </context>
    <context>
        <name>Engine</name>
        <message>
            <source>Stopping</source>
            <translation>Wird angehalten</translation>
        </message>
        <message>
            <source>Engine starting</source>
            <translation>Maschine startet</translation>
        </message>
        <message>
            <source>Engine ready</source>
            <translation>Maschine bereit</translation>
        </message>
        <message>
            <source>No engine</source>
            <translation>Keine Maschine</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <translation>%1, %2</translation>
        </message>
    </context>
    <context>
        <name>Duration</name>
        <message>
            <source>about %1 s</source>
            <translation>etwa %1 s</translation>
        </message>
        <message>
            <source>about %1 min</source>
            <translation>etwa %1 min</translation>
        </message>
        <message>
            <source>about %1 h</source>
            <translation>etwa %1 h</translation>
        </message>
    </context>
    <context>
        <name>RunEstimate</name>
        <message>
            <source>%1, %2 of memory</source>
            <translation>%1, %2 Speicher</translation>
        </message>
        <message>
            <source>From how long this model took before on this machine.</source>
            <translation>Nach der Dauer früherer Läufe dieses Modells auf diesem Rechner.</translation>
        </message>
        <message>
            <source>Guessed from the size of the model; it gets better with each run.</source>
            <translation>Aus der Größe des Modells geschätzt; wird mit jedem Lauf genauer.</translation>
        </message>
        <message>
            <source>: only %1 are free</source>
            <translation>: nur %1 sind frei</translation>
        </message>
        <message>
            <source>%1, on %2</source>
            <translation>%1, auf %2</translation>
        </message>
        <message>
            <source>Runs on %1</source>
            <translation>Läuft auf %1</translation>
        </message>
        <message>
            <source>What is around the selection and your words are sent there.</source>
            <translation>Was um die Auswahl liegt und Ihre Worte werden dorthin gesendet.</translation>
        </message>
    </context>
</TS>
