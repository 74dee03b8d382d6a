/* The words of the table editor's menu in Spanish: the grid ships without that dictionary. */
(() => {
  const { dictionaryKeys: key, registerLanguageDictionary } = window.Handsontable.languages;
  registerLanguageDictionary({
    languageCode: 'es-MX',
    [key.CONTEXTMENU_ITEMS_ROW_ABOVE]: 'Insertar fila arriba',
    [key.CONTEXTMENU_ITEMS_ROW_BELOW]: 'Insertar fila abajo',
    [key.CONTEXTMENU_ITEMS_INSERT_LEFT]: 'Insertar columna a la izquierda',
    [key.CONTEXTMENU_ITEMS_INSERT_RIGHT]: 'Insertar columna a la derecha',
    [key.CONTEXTMENU_ITEMS_REMOVE_ROW]: ['Eliminar fila', 'Eliminar filas'],
    [key.CONTEXTMENU_ITEMS_REMOVE_COLUMN]: ['Eliminar columna', 'Eliminar columnas'],
    [key.CONTEXTMENU_ITEMS_UNDO]: 'Deshacer',
    [key.CONTEXTMENU_ITEMS_REDO]: 'Rehacer',
  });
})();
